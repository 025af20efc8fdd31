// Has the device keep the offline directory: after the page is loaded and when there is nothing else to do.
"use strict";
(() => {
  const { worker } = document.currentScript.dataset;
  // Who asked the browser to save data is not sent a directory unasked.
  if (!navigator.serviceWorker || navigator.connection?.saveData) return;
  const idle = window.requestIdleCallback || ((act) => setTimeout(act, 2000));
  addEventListener("load", () => idle(() => {
    navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => { /* The site is whole without it. */ });
  }));
})();
