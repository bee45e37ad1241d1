// @ts-check
'use strict';
/* Why a file or an answer is not taken. The parts of this folder are joined into one script in the order of
 * `PARTS` in ../bundle.py; each sees those before it. */

/** What people are told; `code` stays the same when words change. */
const REASONS = {
  'not-a-pdf': '这不是 PDF 文件。请选本站的表，或用它填好另存的 PDF。',
  'cut-off': '这份 PDF 不完整，后面缺了一段。请重新下载，或请对方重新发送。',
  damaged: '这份 PDF 的结构已损坏，读不出来。请用 PDF 阅读器打开后另存一份再试；仍不行，请重新填写。',
  encrypted: '这份 PDF 设了密码或权限，读不出来。请去掉密码另存一份再试。',
  'no-fields': '这份 PDF 里没有可以填写的栏，可能是打印或扫描出来的。请选可以填写的那一份。',
  'other-form': '这份 PDF 不是本站的表。请选从本站下载的表。',
  'too-large': '这份文件太大，不像是本站的表。请核对选的文件。',
  'too-complex': '这份 PDF 的结构异常复杂，不像是本站的表，没有打开。请核对选的文件。',
  'old-browser': '这个浏览器太旧，缺少解压功能（DecompressionStream）。请换用新版的 Edge、Chrome、Firefox 或 Safari（16.4 以上），或下载 PDF 填写。',
  'not-writable': '这份 PDF 被其他软件改存过，不能直接在上面续填。请把答案填进空白表，再生成一份。',
  'no-field': '表里没有这一栏。',
  'no-option': '这一栏没有这个选项。',
  'read-only': '这一栏由程序填写，不能改。',
};

/** A file or an answer that is not taken: `code` says why, `message` tells a person what to do. */
class Refused extends Error {
  /** @param {keyof typeof REASONS} code @param {string} [detail] what it is about: a field's name, a value */
  constructor(code, detail) {
    super(REASONS[code] + (detail ? `（${detail}）` : ''));
    this.name = 'Refused';
    this.code = code;
    this.detail = detail || '';
  }
}

/** What a file may cost (generator/returns/reading/limits.py has the same bounds but for size). */
const LIMITS = {
  file: 32 << 20, inflated: 64 << 20, objects: 300000, depth: 32, sections: 500, fields: 20000, value: 100000,
};
