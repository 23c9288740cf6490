// How GraphiQL reaches the server: queries and mutations over HTTP, subscriptions over graphql-transport-ws, both as who is logged in.

import { getOperationAST } from "graphql";
import { createClient } from "graphql-ws";
import { authorization } from "./session.js";

const live = createClient({
  url: new URL("graphql", location.href).href.replace(/^http/, "ws"),
  connectionParams: authorization,
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
  const response = await fetch("graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      ...authorization(),
      ...headers,
    },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`HTTP ${response.status}: ${text.slice(0, 500)}`);
  }
}
