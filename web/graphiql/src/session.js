// Who is logged in, in this browser tab only: sessionStorage is not shared, so every tab can be another account.

const KEY = "quxiang.session";

const LOGIN = `mutation Login($input: LoginInput!) {
  login(input: $input) { token viewer { account displayName role } userErrors { message } }
}`;

/** Return `{ token, account, displayName, role }`, or null while nobody is logged in. */
export function currentSession() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
}

/** The headers that say who asks: none while nobody is logged in. */
export function authorization() {
  const session = currentSession();
  return session ? { authorization: `Bearer ${session.token}` } : {};
}

/** Log in and keep the session; throws an Error whose message is meant for the person at the form. */
export async function logIn(account, password) {
  const { data, errors, status } = await ask(LOGIN, { input: { account, password } });
  const refusal = data?.login?.userErrors?.[0] ?? errors?.[0];
  if (refusal || !data?.login?.token) throw new Error(refusal?.message ?? `HTTP ${status}`);
  return keep(data.login);
}

/** Ask as nobody; return `{ data, errors, status }`. Throws an Error where the server does not answer. */
export async function ask(query, variables) {
  const response = await fetch("graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {
    throw new Error("服务器没有回应 · The server does not answer");
  });
  return { status: response.status, ...(await response.json().catch(() => ({}))) };
}

/** Keep the session that a payload with `token` and `viewer` begins; return it. */
export function keep({ token, viewer }) {
  const session = { token, ...viewer };
  sessionStorage.setItem(KEY, JSON.stringify(session));
  return session;
}

export function logOut() {
  sessionStorage.removeItem(KEY);
}
