// The address of this page holds nothing of the person; where the device can pass it on, a button says so.
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const address = location.origin + location.pathname;
      navigator.share({ title: document.title, url: address }).catch(() => {});
    });
  }
}
