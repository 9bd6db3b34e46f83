/** A binary heap that gives the item of the highest priority first, of equals the one put in first. */
export class PriorityQueue<Item> {
  readonly #heap: {item: Item; priority: number; order: number}[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  add(item: Item, priority: number): void {
    this.#heap.push({item, priority, order: this.#added++});
    let place = this.#heap.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#comesFirst(parent, place)) return;
      this.#swap(parent, place);
      place = parent;
    }
  }

  /** The items that come first, at most `count`, which stay in the queue. */
  first(count: number): Item[] {
    const places = this.#heap.map((_, place) => place);
    places.sort((a, b) => (this.#comesFirst(a, b) ? -1 : 1));
    return places.slice(0, count).map((place) => this.#heap[place]?.item as Item);
  }

  /** Removes and returns the first item; undefined where there is none. */
  take(): Item | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || first === last) return first?.item;
    this.#heap[0] = last;
    this.#sink();
    return first.item;
  }

  #sink(): void {
    let place = 0;
    for (;;) {
      let first = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < this.#heap.length && this.#comesFirst(child, first)) first = child;
      if (first === place) return;
      this.#swap(first, place);
      place = first;
    }
  }

  #comesFirst(a: number, b: number): boolean {
    const [left, right] = [this.#heap[a], this.#heap[b]];
    if (!left || !right) throw new Error(`Internal error: no heap place ${a} or ${b}`);
    return left.priority > right.priority || (left.priority === right.priority && left.order < right.order);
  }

  #swap(a: number, b: number): void {
    const [left, right] = [this.#heap[a], this.#heap[b]];
    if (!left || !right) throw new Error(`Internal error: no heap place ${a} or ${b}`);
    [this.#heap[a], this.#heap[b]] = [right, left];
  }
}
