/* What the scripts of the pages find on the page, from the theme and from each other. */

declare namespace Pages {
  /** The items that a reader has chosen, by id, in the order of choosing; see theme/assets/chosen.js. */
  interface Chosen {
    all(): string[];
    has(id: string): boolean;
    set(id: string, on: boolean): void;
    clear(): void;
    onchange(told: () => void): void;
    /** Rejected where the browser lets no script copy. */
    copy(text: string): Promise<void>;
  }

  /* what any two standards are compared with; see generator/pages/on_demand.py */

  /** Item, quote, how it is compared where that differs, who does it where that is not the standard's body. */
  type Clause = [string, string, string?, string?];
  /** Subject, family, bounds, unit, as it is written. */
  type Threshold = [string, string, number[][], string, string];

  interface Side {
    clauses: Clause[];
    words: number[];
    doers?: string[];
    thresholds?: Threshold[];
  }

  interface Topic {
    id: string;
    name: string;
    sides: Record<string, Side>;
    judgements: [string, string, string, string][];
    weighings?: [number, number, string, string, string[], string[]][];
  }

  interface Comparison {
    pauses: string;
    doers: Record<string, string>;
    subjects: Record<string, { name: string; stricter: string }>;
    topics: Topic[];
  }

  interface Verdict {
    subject: string;
    left: string;
    right: string;
    kind: string;
  }

  interface Relation {
    topic: Topic;
    left?: Side | null;
    right?: Side | null;
    kind: string;
    change: string;
    /** Of a part of the other's words: which side is the whole. */
    whole?: string;
    verdicts: Verdict[];
    judgements: { relation: string; reason: string; turned: boolean }[];
    weighed: { relation: string; reason: string; turned: boolean; only: string[][] } | null;
    wording: boolean;
  }

  type Names = { left: string; right: string };

  /* the texts of all items; see generator/pages/whole_items.py */

  /** A stretch of a text, and whether the other text lacks it. */
  type Stretch = [string, boolean];

  interface WholeStandard {
    id: string;
    label: string;
    short: string;
    page: string;
    /** Marker, title, ids. */
    sections: [string, string, string[]][];
  }

  interface WholeItems {
    pauses: string;
    numerals: string;
    islands: string[];
    standards: WholeStandard[];
    /** Number, text in pieces with tabs between them, topics, pieces as they are compared where that differs. */
    items: Record<string, [number, string, number[], Record<number, string>?]>;
    /** Name, page, id. */
    topics: [string, string, string][];
    pairs: Record<string, string>;
  }
}

declare var comparison: Pages.Comparison | undefined;
declare var twoStandards: object;
declare var wholeItems: Pages.WholeItems | undefined;
declare var twoItems: object;

declare var Chosen: Pages.Chosen | undefined;
/** The root of the site; set by the theme. */
declare var __md_scope: URL | undefined;

/** Which of the colours is shown; kept by the theme's functions of the two names below. */
interface Palette {
  index: number;
  color: Record<string, string>;
}
declare var __md_get: ((key: "__palette") => Palette | null) | undefined;
declare var __md_set: ((key: "__palette", value: Palette) => void) | undefined;
