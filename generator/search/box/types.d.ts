/* What passes between the parts of the search box; see ../matcher/types.d.ts for the answer that they show. */

declare namespace SearchBox {
  /** Where a search was left: for the way back. */
  interface Place {
    query: string;
    only: number | null;
    top: number;
    opened: boolean;
    href: string;
  }

  interface View {
    use(matcher: Search.Matcher): void;
    message(query: string, answer: Search.Answer): string;
    list(answer: Search.Answer): HTMLElement[];
    types(answer: Search.Answer): { standard: number | null; text: string }[];
  }

  interface Memory {
    recent(): string[];
    add(query: string): void;
    clear(): void;
    shared(query: string): string;
    leave(place: Place): void;
    forget(): void;
    asked(): Place;
  }

  interface Namespace {
    view(say: DOMStringMap, base: URL, changed: (first: HTMLElement) => void): View;
    memory(base: URL): Memory;
  }
}

declare var StandardsBox: SearchBox.Namespace;
