// The page: the login bar, and GraphiQL below it.

import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./style.css";
import { GraphiQL } from "graphiql";
import { useCallback, useState } from "react";
import { createRoot } from "react-dom/client";
import { Bar } from "./bar.jsx";
import { fetcher, reconnect } from "./fetcher.js";
import { stories } from "./stories.js";

function Page() {
  // A fetcher of a new identity makes GraphiQL read the schema again, as who is logged in now.
  const [asked, setAsked] = useState(() => ({ fetcher }));

  const changed = useCallback(() => {
    reconnect();
    setAsked({ fetcher: (...request) => fetcher(...request) });
  }, []);

  return (
    <>
      <Bar onChange={changed} />
      <main>
        {/* Kept in sessionStorage: what is typed here may name people, and ends with the browser tab. */}
        <GraphiQL
          fetcher={asked.fetcher}
          storage={sessionStorage}
          defaultTabs={stories}
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
