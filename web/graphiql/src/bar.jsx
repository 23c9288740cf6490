// The slim bar above GraphiQL: who is logged in, and the form to be somebody else.

import { useEffect, useState } from "react";
import icon from "./icon.svg";
import { arrive, leaveFor, loginProviders } from "./provider.js";
import { currentSession, logIn, logOut, onSessionChange } from "./session.js";

const ROLES = {
  MINISTRY: "教育部",
  PROVINCE: "省级用户",
  SCHOOL: "学校用户",
  DEPARTMENT: "院系用户",
  GRADUATE: "毕业生",
  EMPLOYER: "用人单位",
};

export function Bar({ onChange }) {
  const [session, setSession] = useState(currentSession);
  const [problem, setProblem] = useState("");

  // A session also ends by itself, or from elsewhere.
  useEffect(() => onSessionChange((next) => (setSession(next), onChange())), [onChange]);
  useEffect(() => void arrive().catch((error) => setProblem(error.message)), []);

  return (
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
