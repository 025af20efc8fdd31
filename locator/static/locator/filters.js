// The choices above the list renew it in place; without this script their button does the same.
"use strict";
Object.assign(htmx.config, {
  // The policy allows neither made-up styles nor made-up code, and no page of a search is kept.
  includeIndicatorStyles: false, allowEval: false, historyCacheSize: 0, historyEnabled: false,
  responseHandling: [
    { code: "[23]..", swap: true },
    // What was refused says why, where the list stood.
    { code: "422", swap: true },
    { code: "...", swap: false, error: true },
  ],
});
const says = document.getElementById("found-says");
for (const failed of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.body.addEventListener(failed, () => {
    says.textContent = says.dataset.failed;
    says.classList.remove("visually-hidden");
  });
}
document.body.addEventListener("htmx:afterSwap", () => says.classList.add("visually-hidden"));
