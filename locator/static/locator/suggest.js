// Suggestions under the place box, after the ARIA combobox pattern; without this script the box is a plain one.
"use strict";
const WAIT_MS = 150;

class Suggestions {
  constructor(holder) {
    this.holder = holder;
    this.input = holder.querySelector("input[name=place]");
    this.form = this.input.form;
    this.rows = [];
    this.active = -1;
    this.asked = 0;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: this.input.id + "_list", className: "suggestions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", holder.querySelector("label").textContent);
    this.says = document.createElement("p");
    this.says.className = "visually-hidden";
    this.says.setAttribute("role", "status");
    this.input.after(this.list, this.says);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    // Not at once: the list holds the page apart, and a button that is being pressed must not jump away.
    this.input.addEventListener("blur", () => { this.leaving = setTimeout(() => this.close(), 300); });
    this.input.addEventListener("focus", () => clearTimeout(this.leaving));
    // Before the box loses the focus, so that a touch or a click still finds the list.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.index));
    });
  }

  later() {
    this.forgetKey();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    const turn = ++this.asked;
    const text = this.input.value.trim();
    if (!text) return this.show([]);
    let rows = [];
    try {
      const answer = await fetch(this.holder.dataset.suggestUrl, {
        method: "POST", body: new URLSearchParams({ q: text }), credentials: "omit",
      });
      if (answer.ok) rows = (await answer.json()).suggestions;
    } catch { /* Typing goes on without suggestions. */ }
    // An answer that was overtaken by later typing, or by a choice, is dropped.
    if (turn === this.asked && document.activeElement === this.input) this.show(rows);
  }

  show(rows) {
    this.rows = rows;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...rows.map((row, index) => this.option(row, index)));
    this.list.hidden = rows.length === 0;
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
    const { some, none } = this.holder.dataset;
    this.says.textContent = rows.length ? `${rows.length} ${some}` : this.input.value.trim() ? none : "";
  }

  option(row, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}_${index}`;
    item.dataset.index = index;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const more = document.createElement("span");
    more.className = "muted small";
    more.textContent = ` ${row.more}`;
    item.append(row.name, more);
    return item;
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void this.ask();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    }
  }

  move(step) {
    const before = this.list.children[this.active];
    if (before) before.setAttribute("aria-selected", "false");
    // One place before the first stands for the box itself.
    const places = this.rows.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    const now = this.list.children[this.active];
    if (!now) return this.input.removeAttribute("aria-activedescendant");
    now.setAttribute("aria-selected", "true");
    now.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", now.id);
  }

  choose(index) {
    const row = this.rows[index];
    this.input.value = row.name;
    this.close();
    this.forgetKey();
    if (!row.key) return;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "key", value: row.key });
    field.dataset.fromSuggestion = "";
    this.form.append(field);
  }

  forgetKey() {
    this.form.querySelectorAll("[data-from-suggestion], [data-from-browser]").forEach((field) => field.remove());
  }

  close() {
    clearTimeout(this.timer);
    this.asked++;
    this.show([]);
    this.says.textContent = "";
  }
}

for (const holder of document.querySelectorAll("[data-place]")) new Suggestions(holder);
