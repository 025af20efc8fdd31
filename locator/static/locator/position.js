// The map of a position: known places with their names. It only fills the fields of the form.
"use strict";
(() => {
  const holder = document.querySelector("[data-spot-map]");
  const points = document.getElementById("map-points");
  if (!holder || !points || !window.L) return;
  const { now, spot, places, words } = JSON.parse(points.textContent);
  const form = document.getElementById("position-form");
  const says = holder.querySelector("[role=status]");
  const movable = "movable" in holder.dataset;
  holder.hidden = false;

  const map = L.map(holder.querySelector(".spot-map"), {
    attributionControl: false, zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
    inertia: false, scrollWheelZoom: false, minZoom: 11, maxZoom: 19, keyboard: false,
  }).setView(spot, 16);
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);

  const named = (at, name, kind, options) => {
    const label = document.createElement("span");
    label.textContent = name;
    const icon = L.divIcon({ className: `spot-${kind}`, html: label, iconSize: null });
    return L.marker(at, { icon, keyboard: false, interactive: false, ...options }).addTo(map);
  };
  const drawn = places.map(([name, ...at]) => named(at, name, "place"));

  // A name that would lie over another is left out until there is room; its point stays.
  const makeRoom = () => {
    const taken = [];
    for (const { _icon } of drawn) {
      _icon.classList.remove("crowded");
      const box = _icon.firstChild.getBoundingClientRect();
      const overlaps = taken.some((other) =>
        box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top);
      if (overlaps) _icon.classList.add("crowded"); else taken.push(box);
    }
  };
  map.on("zoomend", makeRoom);
  makeRoom();

  if (now) named(now, words.now, "now");
  if (!movable) {
    if (!now || now.join() !== spot.join()) named(spot, "", "new", { zIndexOffset: 1000 });
    if (now) map.fitBounds([now, spot], { padding: [60, 60], maxZoom: 17 });
    return;
  }

  const METRES_PER_DEGREE = 111195;
  const narrowing = Math.cos((spot[0] * Math.PI) / 180);
  const mark = named(spot, "", "new", { draggable: true, interactive: true, keyboard: true, autoPan: true, zIndexOffset: 1000 });
  const element = mark.getElement();
  element.setAttribute("aria-label", words.spot);

  const tell = ({ lat, lng }) => {
    if (!now) return words.set;
    const north = (lat - now[0]) * METRES_PER_DEGREE, east = (lng - now[1]) * METRES_PER_DEGREE * narrowing;
    const metres = Math.round(Math.hypot(north, east));
    if (metres < 1) return words.here;
    const eighth = (Math.round(Math.atan2(east, north) / (Math.PI / 4)) + 8) % 8;
    return words.moved.replace("%(metres)s", metres).replace("%(direction)s", words.directions[eighth]);
  };
  const fill = () => {
    const at = mark.getLatLng();
    form.elements.pasted.value = `${at.lat.toFixed(6)}, ${at.lng.toFixed(6)}`;
    form.querySelector('[name="datum"][value="wgs84"]').checked = true;
    says.textContent = tell(at);
  };
  const put = (at) => {
    mark.setLatLng(at);
    if (!map.getBounds().contains(at)) map.panTo(at, { animate: false });
    fill();
  };
  mark.on("dragend", fill);
  map.on("click", ({ latlng }) => put(latlng));
  const STEPS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  element.addEventListener("keydown", (pressed) => {
    const step = STEPS[pressed.key];
    if (!step) return;
    pressed.preventDefault();
    const metres = pressed.shiftKey ? 1 : 10, { lat, lng } = mark.getLatLng();
    put([lat + (step[0] * metres) / METRES_PER_DEGREE, lng + (step[1] * metres) / METRES_PER_DEGREE / narrowing]);
  });
})();
