// The operator's map: pins with the numbers of the list. The sketch stays until a tile is there, and comes back without.
"use strict";
(() => {
  // Leaflet ends the loading of a tile by giving it an empty picture from its own code, which pages here may not load.
  const endLoading = (tile) => {
    tile.onload = tile.onerror = null;
    tile.removeAttribute("src");
  };
  const Tiles = window.L && L.TileLayer.extend({
    _removeTile(key) {
      if (this._tiles[key]) endLoading(this._tiles[key].el);
      return L.GridLayer.prototype._removeTile.call(this, key);
    },
    _abortLoading() {
      for (const [key, { el, coords }] of Object.entries(this._tiles)) {
        if (coords.z === this._tileZoom || el.complete) continue;
        endLoading(el);
        el.remove();
        delete this._tiles[key];
      }
    },
  });
  const listed = (number) => document.getElementById(`result-${number}`);

  const start = () => {
    const holder = document.querySelector("[data-map]:not([data-started])");
    const points = document.getElementById("map-points");
    if (!holder || !points || !window.L) return;
    holder.dataset.started = "";
    const { layers, subdomains, maxZoom, pins, origin, radius, words } = JSON.parse(points.textContent);
    const pictures = holder.parentElement;
    const says = pictures.querySelector("[data-map-says]");
    const place = holder.querySelector(".map");
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", words.map);

    // On a phone one finger scrolls the page, two move the map.
    const map = L.map(place, {
      attributionControl: false, zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
      inertia: false, scrollWheelZoom: false, dragging: !L.Browser.mobile, maxZoom,
    });
    L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);

    const ways = pins.map(([, latitude, longitude]) => [latitude, longitude]);
    map.fitBounds(origin ? [origin, ...ways] : ways, { padding: [28, 28], maxZoom: Math.min(16, maxZoom), animate: false });

    let alive = true, came = 0, failed = 0;
    const show = () => {
      if (!alive || pictures.classList.contains("with-map")) return;
      holder.classList.remove("waiting");
      pictures.classList.add("with-map");
    };
    const giveUp = () => {
      alive = false;
      pictures.classList.remove("with-map");
      holder.hidden = true;
      says.textContent = words.failed;
      map.remove();
    };
    layers.forEach((address, height) => {
      // The provider is told which site asks, as keys and terms of use demand, and no page of it.
      const tiles = new Tiles(address, { subdomains, maxZoom, zIndex: height, referrerPolicy: "origin" });
      if (height > 0) return tiles.on("tileerror", () => { if (alive) says.textContent = words.parts; }).addTo(map);
      tiles.on("loading", () => { came = failed = 0; });
      tiles.on("tileload", () => { came += 1; show(); });
      tiles.on("tileerror", () => { failed += 1; });
      // A tile may be missing at the edge of the world; where none came, there is no map.
      tiles.on("load", () => {
        if (!alive) return;
        if (failed && !came) return window.setTimeout(giveUp);
        says.textContent = failed ? words.parts : "";
      });
      tiles.addTo(map);
    });

    if (origin) {
      if (radius >= 30) L.circle(origin, { radius, interactive: false, className: "map-maybe" }).addTo(map);
      const icon = L.divIcon({ className: "map-origin", html: "", iconSize: null });
      L.marker(origin, { icon, keyboard: false, interactive: false }).addTo(map);
    }
    for (const [number, latitude, longitude, name] of pins) {
      const label = document.createElement("span");
      label.textContent = number;
      const icon = L.divIcon({ className: "map-pin", html: label, iconSize: null });
      const pin = L.marker([latitude, longitude], { icon, keyboard: number !== "", interactive: number !== "", zIndexOffset: -number }).addTo(map);
      const element = pin.getElement();
      element.setAttribute("role", number === "" ? "img" : "link");
      element.setAttribute("aria-label", name);
      const item = number !== "" && listed(number);
      if (!item) continue;
      const light = (on) => { element.classList.toggle("on", on); pin.setZIndexOffset(on ? 1000 : -number); };
      const follow = () => {
        item.scrollIntoView({ block: "nearest" });
        item.querySelector("h2 a, h3 a").focus();
      };
      pin.on("click", follow);
      element.addEventListener("keydown", (pressed) => {
        if (pressed.key !== "Enter") return;
        pressed.preventDefault();
        follow();
      });
      item.addEventListener("mouseenter", () => light(true));
      item.addEventListener("focusin", () => light(true));
      item.addEventListener("mouseleave", () => light(item.contains(document.activeElement)));
      item.addEventListener("focusout", () => light(false));
    }
  };

  start();
  // A list that was changed in place brings a map of its own.
  document.addEventListener("htmx:afterSettle", start);
})();
