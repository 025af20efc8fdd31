// A security key is asked by script: show its button only here, and say so when the key does not answer.
(function () {
  'use strict';
  document.querySelectorAll('[data-key-form]').forEach(function (button) {
    var ids = { credential: button.dataset.credential, data: 'key-data' };
    ids.add = ids.authenticate = button.id;
    window.allauth.webauthn.forms[button.dataset.keyForm]({ ids: ids });
    button.hidden = false;
  });
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault();
    document.querySelectorAll('[data-key-failed]').forEach(function (line) { line.hidden = false; });
  });
})();
