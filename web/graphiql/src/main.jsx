// The page: the login bar, and GraphiQL below it with the stories of whoever is logged in.

import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./style.css";
import { GraphiQL } from "graphiql";
import { useCallback, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { Bar } from "./bar.jsx";
import { demo } from "./demo.js";
import { fetcher, reconnect } from "./fetcher.js";
import { currentSession } from "./session.js";
import { storageOf } from "./storage.js";
import { storiesOf } from "./stories.js";

function Page() {
  // A fetcher of a new identity makes GraphiQL read the schema again, as who is logged in now.
  const [asked, setAsked] = useState(() => ({ fetcher }));
  // Whoever logs out, or is logged out, keeps what was typed before its eyes; the next account has tabs of its own.
  const [shown, setShown] = useState(currentSession);

  const changed = useCallback((session) => {
    reconnect();
    setAsked({ fetcher: (...request) => fetcher(...request) });
    if (session) setShown(session);
  }, []);

  const account = shown?.account;
  const storage = useMemo(() => storageOf(account), [account]);

  return (
    <>
      <Bar onChange={changed} />
      <main>
        <GraphiQL
          key={account}
          fetcher={asked.fetcher}
          storage={storage}
          defaultTabs={storiesOf(shown, demo !== null)}
          defaultTheme="light"
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
        >
          <GraphiQL.Logo>
            <span className="logo">GraphiQL</span>
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

createRoot(document.getElementById("page")).render(<Page />);
