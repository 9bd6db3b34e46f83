/**
 * Writes messages in the protocol buffers' wire format
 * (https://protobuf.dev/programming-guides/encoding), as far as TensorFlow's graphs and
 * event files need it.
 */
export class ProtobufWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** An integer field: int32, int64, bool or enum, between -(2^53 - 1) and 2^53 - 1. */
  integer(field: number, value: number): this {
    this.#varint(field << 3);
    this.#varint(value);
    return this;
  }

  /** A float field, four bytes. */
  float(field: number, value: number): this {
    this.#varint((field << 3) | 5);
    const start = this.#grow(4);
    new DataView(this.#bytes.buffer).setFloat32(start, value, true);
    return this;
  }

  /** A double field, eight bytes. */
  double(field: number, value: number): this {
    this.#varint((field << 3) | 1);
    const start = this.#grow(8);
    new DataView(this.#bytes.buffer).setFloat64(start, value, true);
    return this;
  }

  /** A bytes field, or an embedded message that is encoded already. */
  bytes(field: number, value: Uint8Array): this {
    this.#varint((field << 3) | 2);
    this.#varint(value.length);
    const start = this.#grow(value.length);
    this.#bytes.set(value, start);
    return this;
  }

  /** A string field, as UTF-8. */
  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** An embedded message, written by `write`. */
  message(field: number, write: (writer: ProtobufWriter) => void): this {
    const inner = new ProtobufWriter();
    write(inner);
    return this.bytes(field, inner.finish());
  }

  /** What has been written so far. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #varint(value: number): void {
    // Negative numbers are written as their 64-bit two's complement, ten bytes long.
    let rest = BigInt.asUintN(64, BigInt(value));
    do {
      const low = Number(rest & 127n);
      rest >>= 7n;
      const index = this.#grow(1);
      this.#bytes[index] = rest === 0n ? low : low | 128;
    } while (rest !== 0n);
  }

  /** Makes room for `count` bytes and gives the index of the first. */
  #grow(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
    }
    return start;
  }
}
