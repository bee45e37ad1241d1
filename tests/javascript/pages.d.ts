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
}

declare var Chosen: Pages.Chosen | undefined;
/** The root of the site; set by the theme. */
declare var __md_scope: URL | undefined;
