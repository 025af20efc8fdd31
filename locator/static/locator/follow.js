// The code on the receipt leads here with the reference behind a #, which no server ever sees: fill it in.
const reference = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector("[data-follow] [name=reference]");
if (field && !field.value && /^[0-9A-Za-z-]{1,12}$/.test(reference)) {
  field.value = reference;
  document.querySelector("[data-follow] [name=secret]").focus();
}
