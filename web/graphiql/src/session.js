// Who is logged in, in this browser tab only: sessionStorage is not shared, so every tab can be another account.
// The access token is short; this module refreshes it before it expires, and whenever the server says that it no longer holds.

const KEY = "quxiang.session";
const DEVICES = "quxiang.devices";
const EARLY = 60_000; // Milliseconds before its expiry at which an access token is refreshed.

const LOGIN = `mutation Login($input: LoginInput!) {
  login(input: $input) {
    accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt deviceToken
    viewer { account displayName role permissions { module level } }
    userErrors { code message }
  }
}`;

const REFRESH = `mutation Refresh($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt
    userErrors { code message }
  }
}`;

const LOGOUT = `mutation Logout {
  logout { session { id } userErrors { code message } }
}`;

const listeners = new Set();
let refreshing = null;
let timer;

/** Return the tokens with `{ account, displayName, role, permissions }`, or null while nobody is logged in. */
export function currentSession() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
}

/** Call the listener with the new session, or null, whenever somebody logs in or the session is over; return how to stop. */
export function onSessionChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The headers that say who asks, under a token that holds for a while yet: none while nobody is logged in. */
export async function authorization({ isRefused = false } = {}) {
  const session = currentSession();
  if (session && (isRefused || Date.parse(session.accessTokenExpiresAt) - Date.now() < EARLY / 2)) await refresh();
  const fresh = currentSession();
  return fresh ? { authorization: `Bearer ${fresh.accessToken}` } : {};
}

/** Log in and keep the session; throws an Error whose message is meant for the person at the form. */
export async function logIn(account, password) {
  const devices = JSON.parse(localStorage.getItem(DEVICES) ?? "{}");
  const { deviceToken, ...done } = (await ask(LOGIN, { input: { account, password, deviceToken: devices[account] } })).login;
  begin(done);
  // One may log in with an identity number too, which must not stay in a browser.
  if (done.viewer.account === account) localStorage.setItem(DEVICES, JSON.stringify({ ...devices, [account]: deviceToken }));
}

/** Keep the session that a payload begins; throws an Error whose message is meant for people where it was refused. */
export function begin({ viewer, userErrors, ...tokens }) {
  if (userErrors.length) throw new Error(userErrors[0].message);
  keep({ ...tokens, ...viewer });
}

/** Be somebody else from now on; the session from before is ended once there is a new one. Throws as `logIn` does. */
export async function switchTo(account, password) {
  const before = currentSession();
  await logIn(account, password);
  if (before) end(before);
}

/** Log out here and on the server; here also where the server does not answer. */
export function logOut() {
  const session = currentSession();
  keep(null);
  if (session) end(session);
}

function end(session) {
  ask(LOGOUT, undefined, { authorization: `Bearer ${session.accessToken}` }).catch(() => {});
}

/** Refresh the tokens, once however many ask for it; a session that is over is forgotten. */
function refresh() {
  refreshing ??= exchange().finally(() => (refreshing = null));
  return refreshing;
}

async function exchange() {
  const session = currentSession();
  // Without an Authorization header: the access token may have expired, and would be refused before it is replaced.
  const { refreshSession } = await ask(REFRESH, { input: { refreshToken: session.refreshToken } });
  const { userErrors, ...tokens } = refreshSession;
  // Whoever has become somebody else meanwhile stays so.
  if (currentSession()?.refreshToken !== session.refreshToken) return;
  if (!userErrors.length) keep({ ...session, ...tokens });
  else if (["SESSION_ENDED", "TOKEN_REUSED"].includes(userErrors[0].code)) keep(null);
}

/** Ask as nobody unless the headers say who; return the data, throws an Error whose message says why there are none. */
export async function ask(query, variables, headers = {}) {
  const response = await fetch("graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {
    throw new Error("服务器没有回应 · The server does not answer");
  });
  const { data, errors } = await response.json().catch(() => ({}));
  if (errors || !data) throw new Error(errors?.[0]?.message ?? `HTTP ${response.status}`);
  return data;
}

function keep(session) {
  const before = currentSession();
  if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
  else sessionStorage.removeItem(KEY);
  schedule();
  if (before?.account !== session?.account) listeners.forEach((listener) => listener(session));
}

/** Refresh a minute before the access token expires, so that a tab that only watches stays logged in. */
function schedule() {
  clearTimeout(timer);
  const session = currentSession();
  if (!session) return;
  const wait = Math.max(Date.parse(session.accessTokenExpiresAt) - Date.now() - EARLY, 1_000);
  // A server that does not answer now is asked again soon; the session is not over for that.
  timer = setTimeout(() => refresh().catch(() => (timer = setTimeout(schedule, 5_000))), wait);
}

schedule();
