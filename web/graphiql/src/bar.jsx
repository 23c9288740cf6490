// The slim bar above GraphiQL: who is logged in, and the form to be somebody else; over demo data a strip of whom one can be.

import { useEffect, useState } from "react";
import { demo } from "./demo.js";
import icon from "./icon.svg";
import { arrive, leaveFor, loginProviders } from "./provider.js";
import { ROLES, SHORT_ROLES } from "./roles.js";
import { currentSession, logIn, logOut, onSessionChange, switchTo } from "./session.js";

export function Bar({ onChange }) {
  const [session, setSession] = useState(currentSession);
  const [problem, setProblem] = useState("");

  // A session also ends by itself, or from elsewhere.
  useEffect(() => onSessionChange((next) => (setSession(next), onChange(next))), [onChange]);
  useEffect(() => void arrive().catch((error) => setProblem(error.message)), []);

  return (
    <>
      <header className="bar">
        <img src={icon} alt="" width="22" height="22" />
        <strong>去向</strong>
        <span className="bar-product">quxiang</span>
        <span className="bar-space" />
        {session ? (
          <LoggedIn session={session} />
        ) : (
          <LoginForm arrivalProblem={problem} />
        )}
      </header>
      {demo && <DemoSwitch account={session?.account} />}
    </>
  );
}

function LoggedIn({ session }) {
  return (
    <>
      <span className="bar-hint">此标签页 · this tab</span>
      <output className="bar-account" aria-label="当前账号 · logged in as">
        <b>{session.displayName}</b>（{session.account}） {ROLES[session.role]} <small>{session.role}</small>
      </output>
      <button type="button" className="bar-quiet" onClick={logOut}>
        退出 <small>Log out</small>
      </button>
    </>
  );
}

/** One click, and one is somebody else, with that role's stories below. */
function DemoSwitch({ account }) {
  const [busy, setBusy] = useState(null);
  const [problem, setProblem] = useState("");

  async function become(login) {
    setBusy(login.account);
    setProblem("");
    await switchTo(login.account, demo.password).catch((error) => setProblem(error.message));
    setBusy(null);
  }

  return (
    <nav className="demo" aria-label="演示账号 · demo accounts">
      <span className="demo-title">
        演示账号 <small>Be one of them</small>
      </span>
      {demo.logins.map((login) => (
        <button
          key={login.account}
          type="button"
          title={`${ROLES[login.role]} · ${login.account}`}
          aria-pressed={login.account === account}
          disabled={busy !== null || login.account === account}
          onClick={() => become(login)}
        >
          {SHORT_ROLES[login.role] !== login.title && <small>{SHORT_ROLES[login.role]}</small>} {login.title}
        </button>
      ))}
      <span role="alert" className="bar-problem" title={problem}>
        {problem}
      </span>
    </nav>
  );
}

function LoginForm({ arrivalProblem }) {
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [providers, setProviders] = useState([]);
  const shown = problem || arrivalProblem;

  useEffect(() => void loginProviders().then(setProviders), []);

  async function submit(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem("");
    try {
      await logIn(form.get("account"), form.get("password"));
    } catch (error) {
      setProblem(error.message);
      setBusy(false);
    }
  }

  return (
    <form className="bar-form" onSubmit={submit}>
      <span role="alert" className="bar-problem" title={shown}>
        {shown}
      </span>
      {providers.map((provider) => (
        <button key={provider.key} type="button" className="bar-quiet" onClick={() => leaveFor(provider)}>
          {provider.title}
        </button>
      ))}
      <input name="account" placeholder="账号 account" aria-label="账号 account" autoComplete="off" autoCapitalize="none" required />
      <input name="password" type="password" placeholder="密码 password" aria-label="密码 password" autoComplete="off" required />
      <button type="submit" disabled={isBusy}>
        登录 <small>Log in</small>
      </button>
    </form>
  );
}
