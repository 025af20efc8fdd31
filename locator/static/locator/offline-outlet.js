// One outlet, one guide, and the list of the nearest, as elements.
"use strict";

const guideLine = ([whom, text, known, source], words) => make("li", { class: known ? false : "ask" },
  whom ? make("strong", null, whom, words.outlet.colon) : "", said(text),
  known ? "" : [" ", link("tel:12333", words.outlet.ask)],
  make("span", { class: "source" }, words.outlet.source, " ", source));

const callFirst = (words) => make("div", { class: "panel call-first" },
  make("p", null, make("strong", null, words.outlet.call_first)),
  make("p", null, button("tel:12333", put(words.outlet.call, { phone: "12333" }))));

const guideView = ({ code, label, directory, words }) => [
  make("h1", { tabindex: "-1" }, label),
  code === "report-loss" ? callFirst(words) : "",
  directory.guides[code].length ? "" : make("p", null, words.outlet.no_guide, " ", link("tel:12333", words.outlet.ask)),
  directory.guides[code].map(([, title, lines]) => make("section", null,
    make("h2", null, title), make("ul", { class: "guide" }, lines.map((line) => guideLine(line, words))))),
].filter((part) => part !== "");

const dayRows = (timetable, { hours, words, now }) => {
  const today = hours.dayOf(now), rows = [];
  for (let day = Math.max(today, 0); day < hours.days; day++) {
    const { said: open, reason } = hours.day(timetable, day);
    const name = hours.hours.said[day].replace("%(clock)s", "").trim();
    rows.push(make("tr", { class: day === today ? "today" : false },
      make("th", { scope: "row" }, name, day === today ? make("span", { class: "visually-hidden" }, ` (${words.outlet.today})`) : ""),
      make("td", null, open, reason ? make("span", { class: "muted" }, ` ${reason}`) : "")));
  }
  return rows;
};

const dayTable = (timetable, caption, kept) => {
  const rows = dayRows(timetable, kept);
  if (!rows.length) return make("p", null, kept.words.age.expired);
  return make("table", null,
    caption ? make("caption", null, caption) : "",
    make("thead", null, make("tr", null, kept.words.outlet.days_hours.map((title) => make("th", { scope: "col" }, title)))),
    make("tbody", null, rows));
};

const forWhom = (flags, words) => [
  flags & OWN_BANK_ONLY ? words.outlet.own_bank : words.outlet.any_bank, " · ",
  flags & PROXY_ALLOWED ? words.outlet.proxy : words.outlet.in_person,
];

const offerBlock = (outlet, number, kept) => {
  const { words, hours, wording, directory, at, now } = kept, [code, label] = words.services[number];
  const [timetable, flags, note] = outlet.offers[number];
  const bring = (directory.guides[code].find(([section]) => section === "bring") || [, , []])[2];
  return make("section", { class: "service" },
    make("h3", null, label),
    flags & AVAILABLE
      ? [wording.state(hours.status(timetable, now), now), make("p", null, forWhom(flags, words)),
        timetable === outlet.hours ? "" : make("details", null,
          make("summary", null, words.outlet.own_hours, make("span", { class: "visually-hidden" }, words.outlet.colon, label)),
          dayTable(timetable, "", kept))]
      : make("p", { class: "state closed" }, make("span", { "aria-hidden": "true" }, "○"), " ", words.outlet.not_offered),
    note ? make("p", null, said(note)) : "",
    bring.length ? make("details", null,
      make("summary", null, words.outlet.bring, make("span", { class: "visually-hidden" }, words.outlet.colon, label)),
      make("ul", { class: "guide" }, bring.map((line) => guideLine(line, words)))) : "",
    make("p", null, link(at("guide", code), put(words.outlet.guide, { service: label }))));
};

const outletView = (kept) => {
  const { outlet, directory, words, hours, wording, now } = kept, about = words.outlet;
  const fact = (name, ...inside) => [make("dt", null, name), make("dd", null, ...inside)];
  const known = (has) => (has === null ? about.not_known : has ? about.yes : about.no);
  const today = hours.dateOf(hours.dayOf(now));
  const hasNotice = outlet.notice && (!outlet.notice_until || today <= outlet.notice_until);
  const phones = (outlet.phones || []).map((phone) => [button(`tel:${phone}`, put(about.call, { phone })), " "]);
  return [
    make("h1", { tabindex: "-1" }, said(outlet.name)),
    make("p", { class: "muted" }, said(directory.banks[outlet.bank].name)),
    hasNotice ? make("p", { class: "panel outlet-notice" }, make("strong", null, about.notice), " ", said(outlet.notice)) : "",
    wording.state(hours.status(outlet.hours, now), now),
    make("h2", null, about.way),
    make("dl", { class: "facts" },
      fact(about.address, said(outlet.address), outlet.landmark ? [make("br"), said(outlet.landmark)] : ""),
      fact(about.telephone, phones.length ? phones : [about.no_phone, " ", button("tel:12333", "12333")]),
      outlet.at ? (outlet.unsure ? fact(about.position, about.unsure) : "") : fact(about.position, about.no_position),
      fact(about.cards, outlet.cards)),
    make("h2", null, about.done_here),
    words.services.map((_, number) => offerBlock(outlet, number, kept)),
    make("h2", null, about.coming),
    dayTable(outlet.hours, "", kept),
    make("h2", null, about.accessibility),
    make("dl", { class: "facts" }, about.access.map((name, number) => fact(name, known(outlet.access[number])))),
    make("p", { class: "muted" }, outlet.verified ? put(about.verified, { when: outlet.verified }) : about.unverified),
  ].flat(Infinity).filter((part) => part !== "");
};

const nearEntry = ({ outlet, offer, metres, direction, status }, number, kept) => {
  const { directory, words, wording, at, now, asked } = kept;
  const way = metres === null ? words.distance.none : [
    [words.distance.directions[direction], wording.distance(metres)].filter(Boolean).join(" "),
    outlet.island ? "" : wording.onFoot(metres), outlet.island ? words.distance.island : "",
  ].filter(Boolean).join(" · ");
  const phone = (outlet.phones || [])[0];
  return make("li", { class: "result" },
    make("span", { class: "number", "aria-hidden": "true" }, String(number)),
    make("div", null,
      make("h2", null, make("span", { class: "visually-hidden" }, `${number}. `), link(at("outlet", outlet.code), said(outlet.name))),
      make("p", { class: "muted" }, said(directory.banks[outlet.bank].name), " · ", said(directory.districts[outlet.district].name)),
      make("p", null, way),
      make("p", null, said(outlet.address)),
      wording.state(status, now),
      offer ? make("p", null, words.services[asked.service][1], words.outlet.colon, forWhom(offer[1], words)) : "",
      phone ? make("div", { class: "actions" }, button(`tel:${phone}`, put(words.outlet.call, { phone }))) : ""));
};

const nearView = (kept) => {
  const { asked, directory, words, hours, wording, at, now, again } = kept;
  const all = nearestOf(directory, hours, asked.from, now, asked), fitting = all.filter(({ left }) => left === null);
  const shown = fitting.slice(0, asked.shown);
  const last = shown.length < fitting.length ? all.indexOf(shown[shown.length - 1]) : all.length;
  const out = all.slice(0, last).filter(({ left, metres }) => left !== null && metres !== null);
  const why = ({ left, status }) => (left === "out" ? wording.sentence(status, now) : words.near[left]);
  const more = make("button", { type: "button" }, words.near.more);
  more.addEventListener("click", () => { asked.shown += 8; again(); });
  return [
    asked.service !== null && words.services[asked.service][0] === "report-loss" ? callFirst(words) : "",
    make("p", { class: "muted" }, words.near.straight),
    shown.length ? make("ol", { class: "outlets" }, shown.map((one, number) => nearEntry(one, number + 1, kept)))
      : make("p", null, words.near.none, " ", link("tel:12333", "12333")),
    shown.length < fitting.length ? make("p", null, more) : "",
    out.length ? make("details", null,
      make("summary", null, `${words.near.left_out} (${out.length})`),
      make("ul", { class: "guide" }, out.map((one) => make("li", null,
        link(at("outlet", one.outlet.code), said(one.outlet.name)), ` · ${wording.distance(one.metres)} · ${why(one)}`)))) : "",
  ].filter((part) => part !== "");
};
