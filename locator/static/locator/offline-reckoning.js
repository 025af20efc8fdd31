// Hours and distances on the device: looked up in the days that were sent along, measured from a position.
"use strict";

const MINUTES = 24 * 60;
// Beijing has kept one time all year since 1992, whatever the zone of the device.
const BEIJING_AHEAD_MS = 8 * 60 * 60 * 1000;
const STATES = ["open", "closed", "unknown"];

class KeptHours {
  constructor(hours) {
    this.hours = hours;
    this.start = Date.parse(`${hours.first_day}T00:00:00Z`) / 60000;
    this.days = hours.said.length - 1;
  }

  // The minutes since the first day began in Beijing; with its fraction, so that a boundary is met exactly.
  minuteOf(moment) { return (moment + BEIJING_AHEAD_MS) / 60000 - this.start; }

  dayOf(minute) { return Math.floor(minute / MINUTES); }

  isKnown(minute) { return minute >= 0 && minute < this.days * MINUTES; }

  dateOf(day) { return new Date((this.start + day * MINUTES) * 60000).toISOString().slice(0, 10); }

  // One day: its hours in words, why they are not the week's, and its stretches as [end, number of the reason].
  day(timetable, day) {
    const [said, reason, stretches] = this.hours.days[this.hours.timetables[timetable][0][day]];
    return { said, reason, stretches };
  }

  // The state at a minute, until when it lasts and what comes then; null where the hours have run out.
  status(timetable, minute) {
    if (!this.isKnown(minute)) return null;
    const first = this.dayOf(minute);
    let found = null;
    for (let day = first; day < this.days; day++) {
      const { stretches } = this.day(timetable, day);
      for (let at = 0, start = 0; at < stretches.length; start = stretches[at], at += 2) {
        const [state, what, out] = this.hours.whys[stretches[at + 1]];
        if (found && state !== found.number) return this.told(found, day * MINUTES + start, state);
        if (!found && day * MINUTES + stretches[at] > minute) found = { number: state, what, out: Boolean(out), first };
      }
    }
    const beyond = this.hours.timetables[timetable][1];
    return beyond ? this.told(found, beyond[0], beyond[1], beyond[2]) : this.told(found, null, null);
  }

  told({ number, what, out, first }, until, next, said = "") {
    const note = this.hours.notes[this.dateOf(first).slice(0, 4)] || "";
    return { state: STATES[number], what, out, until, next: next === null ? null : STATES[next], said, note };
  }
}

// WGS-84: half the equator's diameter in metres, and the square of the first eccentricity.
const SEMI_MAJOR_AXIS = 6378137;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);
const DIRECTIONS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
const radians = (degrees) => (degrees * Math.PI) / 180;

const earthCentred = ([latitude, longitude]) => {
  const phi = radians(latitude), lambda = radians(longitude), sine = Math.sin(phi);
  const normal = SEMI_MAJOR_AXIS / Math.sqrt(1 - E2 * sine * sine), across = normal * Math.cos(phi);
  return [across * Math.cos(lambda), across * Math.sin(lambda), normal * (1 - E2) * sine];
};

// Metres over the ground: the straight chord, bent by the ellipsoid's curvature half-way in the direction of travel.
const metresBetween = (from, to) => {
  const [ox, oy, oz] = earthCentred(from), [x, y, z] = earthCentred(to);
  const chord = Math.hypot(x - ox, y - oy, z - oz);
  const midX = (x + ox) / 2, midY = (y + oy) / 2, midZ = (z + oz) / 2;
  const across2 = Math.max(midX * midX + midY * midY, 1e-9);
  const eastward = midX * (y - oy) - midY * (x - ox);
  const east2 = Math.min((eastward * eastward) / (across2 * Math.max(chord * chord, 1e-9)), 1);
  const w = 1 - (E2 * midZ * midZ) / (midZ * midZ + across2 * (1 - E2) ** 2);
  const diameter = (2 * SEMI_MAJOR_AXIS) / (Math.sqrt(w) * (((1 - east2) * w) / (1 - E2) + east2));
  return diameter * Math.asin(Math.min(chord / diameter, 1));
};

// The direction in which the way sets out, or null within half a metre.
const directionTo = (from, to) => {
  const [ox, oy, oz] = earthCentred(from), [x, y, z] = earthCentred(to);
  const phi = radians(from[0]), lambda = radians(from[1]), dx = x - ox, dy = y - oy;
  const east = dy * Math.cos(lambda) - dx * Math.sin(lambda);
  const north = (z - oz) * Math.cos(phi) - Math.sin(phi) * (dx * Math.cos(lambda) + dy * Math.sin(lambda));
  if (Math.abs(east) < 0.5 && Math.abs(north) < 0.5) return null;
  return DIRECTIONS[(Math.round(Math.atan2(east, north) / (Math.PI / 4)) + 8) % 8];
};

const AVAILABLE = 1, OWN_BANK_ONLY = 2, PROXY_ALLOWED = 4;

// Nearest first, by code where two are equally far; those without a position last. Each with why it is left out, if so.
const nearestOf = (directory, hours, from, minute, { service, cardBank }) => {
  const today = hours.dateOf(hours.dayOf(minute));
  return directory.outlets
    .filter(({ closes }) => !closes || today < closes)
    .map((outlet) => {
      const offer = service === null ? null : outlet.offers[service];
      const metres = outlet.at ? metresBetween(from, outlet.at) : null;
      const status = hours.status(offer ? offer[0] : outlet.hours, minute);
      let left = null;
      if (offer && !(offer[1] & AVAILABLE)) left = "not_offered";
      else if (offer && offer[1] & OWN_BANK_ONLY && cardBank !== null && outlet.bank !== cardBank) left = "own_bank";
      else if (status && status.out) left = "out";
      return { outlet, offer, metres, direction: outlet.at && directionTo(from, outlet.at), status, left };
    })
    .sort((one, other) =>
      (one.metres === null) - (other.metres === null) || one.metres - other.metres
      || (one.outlet.code < other.outlet.code ? -1 : 1));
};
