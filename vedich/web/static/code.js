// A slip's square carries name and code behind the “#”, which no server sees: they are put into the
// form and taken out of the address. Without script they are typed from the slip.
"use strict";
(() => {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const [key, id] of [["ten", "username"], ["ma", "code"]]) {
    const box = document.getElementById(id);
    if (box && said.get(key) && !box.value) box.value = said.get(key);
  }
  if (said.has("ma")) {
    history.replaceState(null, "", location.pathname);
    document.getElementById("password")?.focus();
  }
})();
