// @ts-check
'use strict';
/* Numbers as Python writes them: rounded to the nearest, ties to even. JavaScript rounds ties up. */

/** Digits beyond the last shown one that tell a tie from what is near it: more than a double has. */
const BEYOND = 40;

/** Python's `format(value, f".{places}f")`. @param {number} value @param {number} places */
function fixed(value, places) {
  // from here on `toFixed` writes an exponent; such numbers are whole
  if (Math.abs(value) >= 1e21) return String(BigInt(value)) + (places ? '.' + '0'.repeat(places) : '');
  if ((value * 10 ** (places + 1)) % 1 !== 0) return value.toFixed(places);
  const exact = Math.abs(value).toFixed(places + BEYOND), cut = exact.length - BEYOND;
  const kept = exact.slice(0, cut);
  if (!/^50*$/.test(exact.slice(cut)) || /[13579]\.?$/.test(kept)) return value.toFixed(places);
  return (value < 0 ? '-' : '') + kept.replace(/\.$/, '');
}

/** At most so many decimals, without zeros at the end. @param {number} value @param {number} places */
function decimal(value, places) {
  if (value % 1 === 0) return Math.abs(value) < 1e21 ? value.toFixed(0) : fixed(value, 0);
  return fixed(value, places).replace(/0+$/, '').replace(/\.$/, '');
}

/** A number as people write it (`numeral` in generator/thresholds.py). @param {number} value */
function numeral(value) {
  return decimal(value, 6);
}

/** Python's `a // b` of floats, which is not always the floor of the rounded quotient.
 * @param {number} a @param {number} b */
function floorDivide(a, b) {
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest && (b < 0) !== (rest < 0)) quotient -= 1;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
