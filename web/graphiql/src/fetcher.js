// How GraphiQL reaches the server: queries and mutations over HTTP, subscriptions over graphql-transport-ws, both as who is logged in.

import { getOperationAST } from "graphql";
import { createClient } from "graphql-ws";
import { authorization } from "./session.js";

const FORBIDDEN = 4403; // The session is over, or what it may see has changed: connect again under a new token, or as nobody.

let isRefused = false;

const live = createClient({
  url: new URL("graphql", location.href).href.replace(/^http/, "ws"),
  // Asked at every connection: a token from the first one would long have expired.
  connectionParams: () => authorization({ isRefused }),
  on: {
    closed: (event) => (isRefused = event?.code === FORBIDDEN),
    connected: () => (isRefused = false),
  },
  retryAttempts: 30,
  retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** retries, 5000))),
});

/** Connect again as who is logged in now; what is subscribed to goes on under the new account. */
export function reconnect() {
  live.terminate();
}

export function fetcher(request, { documentAST, headers } = {}) {
  const operation = documentAST && getOperationAST(documentAST, request.operationName);
  if (operation?.operation === "subscription") return live.iterate(request);
  return post(request, headers);
}

async function post(request, headers) {
  let response = await send(request, await authorization(), headers);
  if (response.status === 401) response = await send(request, await authorization({ isRefused: true }), headers);
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`HTTP ${response.status}: ${text.slice(0, 500)}`);
  }
}

function send(request, who, headers) {
  return fetch("graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      ...who,
      ...headers,
    },
    body: JSON.stringify(request),
  });
}
