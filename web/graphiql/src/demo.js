// Whom one can be here: in a demo the server writes it into the page, and nowhere else does the page hold anything of it.

const told = document.getElementById("demo");

/** `{ password, logins: [{ account, title, role }] }`, or null where the data are no demo. */
export const demo = told && JSON.parse(told.textContent);
