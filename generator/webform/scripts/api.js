// @ts-check
'use strict';
/* What pages may use. */

const WebForm = Object.freeze({ open: openForm, evaluate, answerCode, inflate, readNumber, readDate, numeral, Refused });
