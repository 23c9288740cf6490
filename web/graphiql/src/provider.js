// Logging in through an outside provider: away to it with a challenge, and back with a ticket that only this tab can redeem.

import { ask, begin } from "./session.js";

const VERIFIER = "quxiang.verifier";

const PROVIDERS = `query LoginProviders {
  loginProviders { key title path }
}`;

const REDEEM = `mutation RedeemLoginTicket($input: RedeemLoginTicketInput!) {
  redeemLoginTicket(input: $input) {
    accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt
    viewer { account displayName role permissions { module level } }
    userErrors { code message }
  }
}`;

const PROBLEMS = {
  STATE: "登录已中断或超时，请重新登录 · The login was interrupted, begin again",
  REFUSED: "身份认证未通过，请重新登录 · The provider did not confirm who you are",
  NO_ACCOUNT: "没有可用的账号，请联系上级用户 · No account here that may log in",
  UNAVAILABLE: "身份认证平台暂时无法访问，请稍后重试 · The provider does not answer",
  TOO_MANY: "尝试次数过多，请稍后重试 · Tried too often, wait a while",
};

/** Return the providers as `[{ key, title, path }]`; none where the server does not answer. */
export async function loginProviders() {
  return (await ask(PROVIDERS).catch(() => ({}))).loginProviders ?? [];
}

/** Leave for a provider. What answers the challenge stays in this tab. */
export async function leaveFor(provider) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  sessionStorage.setItem(VERIFIER, verifier);
  location.assign(`${provider.path}?challenge=${base64url(new Uint8Array(digest))}`);
}

/** Back from a provider? Begin the session; throws an Error whose message is meant for people. */
export async function arrive() {
  const told = new URLSearchParams(location.hash.slice(1));
  const ticket = told.get("ticket");
  const problem = told.get("loginError");
  if (!ticket && !problem) return;
  // What opens an account must not stay in the address bar, nor in the tab's history.
  history.replaceState(null, "", location.pathname);
  const verifier = sessionStorage.getItem(VERIFIER) ?? "";
  sessionStorage.removeItem(VERIFIER);
  if (problem) throw new Error(PROBLEMS[problem] ?? PROBLEMS.REFUSED);
  begin((await ask(REDEEM, { input: { ticket, verifier } })).redeemLoginTicket);
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
