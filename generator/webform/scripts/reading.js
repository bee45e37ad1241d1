// @ts-check
'use strict';
/* Numbers and dates as people write them: the twin of `read_number` and `read_date` in
 * generator/forms/definitions/numbers_and_dates.py. */

/** The number that a person wrote: `１２００`, `1,200`, `95.5%`; null if it is none. @param {string} text */
function readNumber(text) {
  const bare = text.normalize('NFKC').replace(/[, ]/g, '').replace(/%$/, '');
  return /^\d{1,15}(\.\d+)?$/.test(bare) ? Number(bare) : null;
}

/** Year, month, day that a person wrote (0 where left out); null if there is no such day.
 * @param {string} text @returns {[number, number, number] | null} */
function readDate(text) {
  const bare = text.normalize('NFKC').replace(BLANKS, '');
  const match = /^(\d{4})(?:年|[年./-](\d{1,2})(?:月|[月./-](\d{1,2})[日号]?)?)?$/.exec(bare)
    || /^(\d{4})(\d{2})(\d{2})$/.exec(bare);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2] || 0), Number(match[3] || 0)];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][(month || 1) - 1] || 0;
  return year >= 1 && (day || 1) <= days ? [year, month, day] : null;
}
