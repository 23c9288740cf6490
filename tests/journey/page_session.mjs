// Uses the GraphiQL page's own session.js as a browser tab does, against a running server; prints what came of it as JSON.

const [server, module, account, password, other] = process.argv.slice(2);

function storage() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
  };
}

globalThis.sessionStorage = storage();
globalThis.localStorage = storage();
const request = globalThis.fetch;
globalThis.fetch = (path, options) => request(new URL(path, server), options);

const page = await import(module);
const heard = [];
page.onSessionChange((session) => heard.push(session?.account ?? null));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function ask(query, headers) {
  const body = JSON.stringify({ query });
  const response = await fetch("graphql", { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  return { status: response.status, ...(await response.json()) };
}

const said = {};
said.wrong = await page.logIn(account, "x").catch((error) => error.message);
await page.logIn(account, password);
const first = page.currentSession();
said.kept = Object.keys(first).sort();
said.devices = Object.keys(JSON.parse(localStorage.getItem("quxiang.devices")));

// Longer than an access token lives: only a tab that refreshes by itself is still logged in.
await pause(4500);
said.expired = (await ask("{ viewer { account } }", { authorization: `Bearer ${first.accessToken}` })).status;
said.later = (await ask("{ viewer { account } }", await page.authorization())).data.viewer;
said.rotated = page.currentSession().refreshToken !== first.refreshToken;

// From elsewhere the session is ended: the page finds out, and is nobody.
const tab = page.currentSession();
await page.logIn(account, password);
await ask("mutation { endOtherSessions { ended } }", await page.authorization());
const elsewhere = page.currentSession();
sessionStorage.setItem("quxiang.session", JSON.stringify(tab));
said.refused = (await ask("{ viewer { account } }", { authorization: `Bearer ${tab.accessToken}` })).status;
said.nobody = await page.authorization({ isRefused: true });

sessionStorage.setItem("quxiang.session", JSON.stringify(elsewhere));

// Becoming somebody else ends the session from before on the server; a wrong password leaves things as they are.
said.unchanged = await page.switchTo(other, "x").catch((error) => error.message);
said.still = page.currentSession()?.account;
await page.switchTo(other, password);
await pause(500);
said.other = page.currentSession().account;
said.before = (await ask("{ viewer { account } }", { authorization: `Bearer ${elsewhere.accessToken}` })).status;
const switched = page.currentSession();

// Logging out ends the session on the server too.
page.logOut();
await pause(500);
said.out = (await ask("{ viewer { account } }", { authorization: `Bearer ${switched.accessToken}` })).status;
said.heard = heard;

console.log(JSON.stringify(said));
process.exit(0);
