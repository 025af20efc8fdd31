// The directory as it is kept on the device. A position that it is given is used here, sent nowhere and kept nowhere.
"use strict";
(async () => {
  const holder = document.querySelector("[data-offline]");
  const words = JSON.parse(document.getElementById("offline-words").textContent);
  const facts = JSON.parse(document.getElementById("offline-facts").textContent);
  const ageLine = document.querySelector("[data-offline-age]");
  const site = document.title.slice(document.title.indexOf(" · "));
  const asked = { service: null, cardBank: null, from: null, accuracy: 0, shown: 8 };

  let directory;
  try {
    const answer = await fetch(facts.data, { credentials: "omit" });
    directory = answer.ok && (await answer.json());
  } catch { /* The page says what it needs. */ }
  if (!directory) return;
  const hours = new KeptHours(directory.hours), wording = new Wording(words, hours);
  const minuteNow = () => hours.minuteOf(Date.now());
  const at = (kind, code) => `${facts.page}#${kind}${code ? `/${code}` : ""}`;

  const isOpen = ({ closes }) => !closes || hours.dateOf(hours.dayOf(minuteNow())) < closes;
  const listed = (fits = () => true) => directory.outlets.filter((outlet) => isOpen(outlet) && fits(outlet));
  const serviceCodes = words.services.map(([code]) => code);

  // Where a page that could not be fetched would have shown an outlet or a guide, the kept one is shown.
  const route = () => {
    if (location.pathname === facts.page) return decodeURIComponent(location.hash.slice(1)).split("/");
    for (const [kind, address] of Object.entries(facts.addresses)) {
      const [before, after] = address.split("CODE"), path = location.pathname;
      const code = path.slice(before.length, path.length - after.length);
      if (path === before + code + after && /^[\w-]+$/.test(code)) {
        if (kind === "outlet" ? directory.outlets.some((one) => one.code === code) : true) return [kind, code];
      }
    }
    return [""];
  };

  const ageNow = () => {
    const age = wording.age(directory, minuteNow());
    const told = navigator.onLine ? age : put(words.age.offline, { age });
    ageLine.hidden = false;
    if (ageLine.textContent !== told) ageLine.textContent = told;
  };

  const bankAndDistrict = ({ bank, district }) =>
    make("p", { class: "muted" }, said(directory.banks[bank].name), " · ", said(directory.districts[district].name));
  const entry = (outlet) => make("li", null,
    make("h2", null, link(at("outlet", outlet.code), said(outlet.name))),
    bankAndDistrict(outlet),
    make("p", null, said(outlet.address)),
    wording.state(hours.status(outlet.hours, minuteNow()), minuteNow()));
  const listOf = (outlets) => (outlets.length
    ? make("ul", { class: "outlets" }, outlets.map(entry)) : make("p", null, words.list.none));
  const back = (address = facts.page, ...name) =>
    make("a", { class: "back", href: address }, "‹ ", name.length ? name : words.list.home);
  const choices = (rows) => make("ul", { class: "choices columns" }, rows.map(([address, name, number]) =>
    make("li", null, button(address, make("span", null, name), number === undefined ? "" : make("span", { class: "muted" }, String(number))))));
  const select = (id, label, options, value, change) => {
    const field = make("select", { id }, options.map(([code, name]) => make("option", { value: code }, plainly(name))));
    field.value = value;
    field.addEventListener("change", () => change(field.value));
    return make("div", { class: "field" }, make("label", { for: id }, label), field);
  };

  const search = () => {
    const field = make("input", { type: "search", id: "kept-search", autocomplete: "off" });
    const count = make("p", { role: "status", class: "muted" }), list = make("div");
    field.addEventListener("input", () => {
      const text = field.value.trim().toLowerCase();
      const fits = ({ name, address, bank, also }) =>
        [name, address, directory.banks[bank].name, also].some((each) => plainly(each).toLowerCase().includes(text));
      const found = text ? listed(fits) : [];
      count.textContent = text ? wording.count(found.length) : "";
      list.replaceChildren(...(found.length ? [listOf(found)] : []));
    });
    return [make("div", { class: "field" }, make("label", { for: "kept-search" }, words.list.search), field), count, list];
  };

  const views = {
    "": () => [
      make("h1", { tabindex: "-1" }, facts.title),
      make("p", null, put(words.age.changed, { when: directory.changed })),
      make("p", null, make("a", { href: at("near"), class: "button main" }, words.near.title)),
      search(),
      make("h2", null, words.list.districts),
      choices(directory.districts.map(({ code, name }, number) =>
        [at("district", code), said(name), listed((one) => one.district === number).length])),
      make("h2", null, words.list.banks),
      choices(directory.banks.map(({ code, name }, number) =>
        [at("bank", code), said(name), listed((one) => one.bank === number).length])),
      make("h2", null, words.list.guides),
      choices(words.services.map(([code, label]) => [at("guide", code), label])),
    ],

    district: (code) => group(directory.districts, "district", code),
    bank: (code) => group(directory.banks, "bank", code),

    outlet: (code) => {
      const outlet = listed((one) => one.code === code)[0];
      if (!outlet) return views.gone();
      const place = directory.districts[outlet.district];
      return [back(at("district", place.code), said(place.name)), ...outletView({ outlet, directory, words, hours, wording, at, now: minuteNow() })];
    },

    guide: (code) => {
      const number = serviceCodes.indexOf(code);
      if (number < 0) return views.gone();
      return [back(), ...guideView({ code, label: words.services[number][1], directory, words })];
    },

    near: () => {
      const { near } = words, says = make("p", { role: "status" }), found = make("div");
      const options = [["", near.any], ...words.services];
      const banks = select("kept-card-bank", near.card_bank,
        [["", near.any_card], ...directory.banks.map(({ name }, number) => [String(number), name])],
        asked.cardBank === null ? "" : String(asked.cardBank),
        (value) => { asked.cardBank = value === "" ? null : Number(value); list(); });
      const askBank = () => { banks.hidden = !words.asks_card_bank.includes(serviceCodes[asked.service]); };
      const list = () => {
        askBank();
        found.replaceChildren(...(asked.from ? nearView({ asked, directory, words, hours, wording, at, now: minuteNow(), again: list }) : []));
      };
      const press = make("button", { class: "main", type: "button" }, near.ask);
      press.addEventListener("click", () => {
        if (!navigator.geolocation) { says.textContent = near.failed; return; }
        says.textContent = near.waiting;
        navigator.geolocation.getCurrentPosition(({ coords }) => {
          asked.from = [coords.latitude, coords.longitude];
          asked.accuracy = coords.accuracy;
          says.textContent = put(near.accuracy, { distance: wording.distance(Math.max(coords.accuracy, 10)) });
          list();
        }, (problem) => { says.textContent = problem.code === 1 ? near.denied : near.failed; },
        { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 });
      });
      list();
      return [
        back(), make("h1", { tabindex: "-1" }, near.title),
        select("kept-service", near.service, options, asked.service === null ? "" : serviceCodes[asked.service],
          (value) => { asked.service = value ? serviceCodes.indexOf(value) : null; asked.shown = 8; list(); }),
        banks, make("p", { class: "help" }, near.help), make("p", null, press), says, found,
      ];
    },

    gone: () => [back(), make("h1", { tabindex: "-1" }, facts.title), make("p", null, words.list.gone)],
  };

  const group = (records, kind, code) => {
    const number = records.findIndex((record) => record.code === code);
    if (number < 0) return views.gone();
    const outlets = listed((one) => one[kind] === number);
    return [back(), make("h1", { tabindex: "-1" }, said(records[number].name)), make("p", null, wording.count(outlets.length)), listOf(outlets)];
  };

  // A page that could not be fetched may be tried again: a reload is given all the time it takes.
  const unreached = () => {
    if (location.pathname === facts.page) return [];
    const again = make("button", { type: "button" }, words.age.again);
    again.addEventListener("click", () => location.reload());
    return [make("div", { class: "panel" }, make("p", null, words.age.unreached), make("p", null, again))];
  };

  const show = (moved) => {
    const [kind, code] = route();
    const view = Object.hasOwn(views, kind) ? views[kind] : views.gone;
    holder.replaceChildren(...[unreached(), view(code)].flat(Infinity));
    const heading = holder.querySelector("h1");
    document.title = heading.textContent + site;
    if (!moved) return;
    scrollTo(0, 0);
    heading.focus();
  };

  holder.addEventListener("click", (event) => {
    const pressed = event.target.closest("a");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const address = new URL(pressed.href, location.href);
    if (address.origin !== location.origin || address.pathname !== facts.page) return;
    event.preventDefault();
    history.pushState(null, "", address);
    show(true);
  });
  addEventListener("popstate", () => show(true));
  for (const change of ["online", "offline"]) addEventListener(change, ageNow);
  // A day may begin, or an outlet close, while the page lies open.
  setInterval(ageNow, 60000);
  document.querySelector("[data-offline-sample]").hidden = !directory.sample;
  ageNow();
  show(false);
})();
