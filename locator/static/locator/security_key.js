// A security key is asked by script: show its button only here, and say so when the key does not answer.
(function () {
  'use strict';
  document.querySelectorAll('[data-needs-script]').forEach(function (button) { button.hidden = false; });
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault();
    document.querySelectorAll('[data-key-failed]').forEach(function (line) { line.hidden = false; });
  });
})();
