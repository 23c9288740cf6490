// What GraphiQL keeps for each account by itself: its tabs. They may name people, so they stay in the browser tab and end with it.

const SHARED = ["graphiql:theme", "graphiql:visiblePlugin"];

/** Return a storage for GraphiQL in which every account has its own tabs; how the page looks is the same for all. */
export function storageOf(account) {
  const mine = `quxiang.tabs.${account ?? ""}:`;
  const key = (name) => (SHARED.includes(name) ? name : mine + name);
  const keys = () => Object.keys(sessionStorage).filter((name) => name.startsWith(mine));
  return {
    getItem: (name) => sessionStorage.getItem(key(name)),
    setItem: (name, value) => sessionStorage.setItem(key(name), value),
    removeItem: (name) => sessionStorage.removeItem(key(name)),
    clear: () => keys().forEach((name) => sessionStorage.removeItem(name)),
    get length() {
      return keys().length;
    },
  };
}
