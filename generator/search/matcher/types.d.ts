/* What passes between the parts of the matcher, and between it and the box. For the checker and the reader
   only (tests/javascript/search.tsconfig.json); nothing of it reaches a browser. Spans are [from, to) in the text
   as printed; orders are places of items in the index. */

declare namespace Search {
  type Span = [number, number];

  interface IndexedStandard {
    attachment: number;
    label: string;
    short: string;
    page: string;
    sections: [string, string, [number, string][]][];
  }

  /** See generator/search/index.py. */
  interface Index {
    version: string;
    standards: IndexedStandard[];
    topics: [string, string, string, string][];
    words: [string, string, number[]][];
    types: [string, number[], string, string][];
    questions: string;
    matters: [string, string, string, number[]][];
    pages: [string, string, number, string][];
    laws: [string, string][];
    folds: string;
    asked: string;
    interrogatives: string;
    sounds: string;
    /** Only while packed: see unpacked. */
    common?: string;
    latin?: string;
  }

  interface Item {
    id: string;
    text: string;
    number: number;
    order: number;
    standard: number;
    section: number;
    url: string;
  }

  interface Section {
    number: number;
    marker: string;
    title: string;
    standard: number;
    first: number;
    count: number;
  }

  interface Clause {
    item: number;
    from: number;
    to: number;
  }

  interface Topic {
    id: string;
    name: string;
    url: string;
    words: string[];
    clauses: Clause[];
    types: number;
  }

  /** What a word may stand for: words of the text, topics, types of organisation. */
  interface Word {
    means: string[];
    topics: number[];
    types: number[];
    /** Of a kind of unit: the words for it in the title of its standard, and what else speaks for that one. */
    unit?: { named: string; because: string };
  }

  /** How surely an item has what a stretch of a query stands for, and where. */
  interface Match {
    sure: number;
    spans: Span[];
    /** The topic that alone says so: the spans are its clause, and not what was typed. */
    topic?: number;
  }

  type Matches = Map<number, Match>;

  interface Folded {
    folded: string;
    at: number[];
  }

  type TokenKind = "word" | "type" | "asked" | "text" | "hint" | "sound" | "slip" | "spelled";

  /** A stretch of a query, and as what it is taken. */
  interface Token {
    kind: TokenKind;
    piece: string;
    /** The same by sound. */
    heard?: string;
    /** The words that its letters spell. */
    keys?: string[];
    /** Always part of the same longer stretch of the text: no word. */
    part?: boolean;
  }

  interface Reading extends Token {
    worth: number;
  }

  /** A stretch of a query, the items that answer it, and how much it says. */
  interface Term {
    token: Token;
    found: Matches;
    weight: number;
  }

  interface Hit {
    item: Item;
    score: number;
    spans: Span[];
    /** The topic for which the item is here, where nothing of what was typed can be marked. */
    topic?: Topic;
    /** Items of other types with the same text: one card with this one. */
    same: Item[];
    /** What answers of the query, of hits that terms found. */
    parts?: Part[];
  }

  interface Part {
    share: number;
    match: Match;
    term: Term;
  }

  interface Scored extends Hit {
    exact: number;
    parts: Part[];
  }

  interface Group {
    standard: number;
    hits: Hit[];
  }

  interface Page {
    title: string;
    url: string;
  }

  /** A matter that the standards do not regulate. */
  interface Matter {
    matter: string;
    ask: string;
    topics: number[];
  }

  type AnswerKind =
    | "empty" /* nothing was typed */
    | "item" | "section" | "page" | "missing" /* an id was */
    | "found"
    | "weak" /* more of the query means nothing to us than is answered */
    | "absent" /* the type that was named has no such rule; the hits are of other types */
    | "common" /* nothing but words that stand everywhere */
    | "unregulated" /* known to be regulated nowhere */
    | "unit" /* nothing but a kind of unit */
    | "none";

  interface Answer {
    kind: AnswerKind;
    hits: Hit[];
    groups: Group[];
    /** What may be meant as well: how many on the same matters, how many that answer a part. */
    beside: Hit[];
    related: number;
    topics: Topic[];
    /** The topics are what was asked for, and stand first. */
    named: boolean;
    near: Topic[];
    pages: Page[];
    /** The laws that the query names. */
    laws: Page[];
    types: number[];
    narrowed: boolean;
    matter: Matter | null;
    unit: { name: string; named: string; because: string } | null;
    /** Words that stand everywhere, or that stand nowhere. */
    words: string[];
    /** The query as it was meant: what is to be marked. */
    pieces: string[];
    /** For each type how many items there are without narrowing. */
    counts: Map<number, number>;
  }

  interface Text {
    DIGIT: RegExp;
    HAN_NUMBER: RegExp;
    WORDLIKE: RegExp;
    number(han: string): number;
    han(value: number): string;
    writings(term: string): string[];
    folding(pairs: string[]): (text: string) => Folded;
    each(text: string, needle: string, visit: (place: number) => boolean | void): void;
    list(joined: string): string[];
  }

  interface Corpus {
    items: Item[];
    sections: Section[];
    topics: Topic[];
    words: Map<string, Word>;
    /** All texts as they are compared, one after another. */
    hay: string;
    /** For each place of ``hay`` the place in the text as printed. */
    places: number[];
    fold(text: string): Folded;
    plain(text: string): string;
    itemAt(place: number, from: number): number;
  }

  interface Lookup {
    literal(term: string): Matches;
    meaning(key: string): Matches;
    hinted(piece: string): Matches;
    fragment(piece: string): boolean;
    inText(piece: string): boolean;
    foreign(piece: string): boolean;
    cached<T>(key: string, make: () => T): T;
    known(text: string, within: Set<number>): boolean;
    collect(found: Matches, text: string, needle: string, sure: number, rewritten: boolean): void;
    put(found: Matches, order: number, sure: number, span: Span): void;
    pairsOf(text: string): Set<number>;
    pairs: Set<number>;
  }

  interface Sounds {
    sound(text: string): string;
    alike(heard: string): Matches;
    slipped(term: string): Matches;
    wordNear(term: string): string | undefined;
    wordBySound(heard: string): string | undefined;
    inSound(heard: string): boolean;
    /** Words that letters spell: whole syllables, their first letters, or both with characters between. */
    spelled(letters: string): string[];
    /** The stretch of the text that letters are the initials of, or nothing. */
    initials(letters: string): string;
    /** What whole syllables sound like, in every way to cut the letters. */
    syllables(letters: string): string[];
  }

  interface Cutting {
    tokensOf(chunk: string): Token[];
    keysOf(token: Token): string[];
    /** The term as it was meant: spelled right, in characters. */
    wordOf(token: Token): string;
    found(token: Token): Matches;
  }

  /** How much of the characters of a query each text has, and how much they say together. */
  interface Likenesses {
    scores: Float64Array;
    whole: number;
  }

  interface Likeness {
    /** For each item in its order. */
    items(pieces: string[]): Likenesses;
    /** For each topic in its order. */
    topics(pieces: string[]): Likenesses;
  }

  interface Ranked {
    hits: Scored[];
    /** How much of what the query says the likeliest item and topic have together: 0 nothing. */
    grasp: number;
  }

  interface Address {
    kind: "page" | "section" | "item" | "missing";
    standard: number;
    items: Item[];
  }

  interface Ranking {
    weigh(tokens: Token[]): Term[];
    /** Everything that may answer, the likeliest first. */
    rank(terms: Term[], cuts: Token[][], pieces: string[], allowed: Set<number> | null, lean: Set<number>): Ranked;
  }

  interface Matcher {
    search(query: string, only?: number): Answer;
    /** Set what is to be marked in a hit; not done for all, since few are looked at. */
    mark(hit: Hit, pieces: string[]): void;
    items: Item[];
    sections: Section[];
    standards: IndexedStandard[];
    version: string;
    fold(text: string): Folded;
    /** 6 as 六. */
    han(value: number): string;
  }

  interface Namespace {
    text: Text;
    unpacked(index: Index): Index;
    corpus(index: Index): Corpus;
    lookup(corpus: Corpus): Lookup;
    sounds(index: Index, corpus: Corpus, lookup: Lookup): Sounds;
    likeness(index: Index, corpus: Corpus, lookup: Lookup): Likeness;
    cutting(index: Index, corpus: Corpus, lookup: Lookup, sounds: Sounds): Cutting;
    marks(index: Index, corpus: Corpus): (hit: Hit, pieces: string[]) => void;
    addresses(index: Index, corpus: Corpus): (raw: string) => Address | null;
    ranking(corpus: Corpus, cutting: Cutting, likeness: Likeness): Ranking;
    create(index: Index): Matcher;
  }
}

declare var StandardsSearch: Search.Namespace;
declare var standardsIndex: Search.Index;
