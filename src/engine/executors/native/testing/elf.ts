// Just enough of ELF (64 bit, little-endian) to read which symbol versions a library needs and what was left in it.
// Source: System V ABI, chapter 4; Linux Standard Base 5.0, chapter 10.7 (symbol versioning).

export interface Section {
  readonly name: string
  readonly type: number
  readonly offset: number
  readonly size: number
  /** Index of the section that belongs to it: for `.gnu.version_r` the table of its strings. */
  readonly link: number
}

const sectionHeaderBytes = 64
const versionNeeds = 0x6ffffffe // SHT_GNU_verneed

export class ElfFile {
  readonly sections: readonly Section[]
  private readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // Magic number, 64 bit, little-endian.
    if (this.u32(0) !== 0x464c457f || this.view.getUint8(4) !== 2 || this.view.getUint8(5) !== 1) throw new Error('This is not a little-endian 64-bit ELF file.')
    this.sections = this.readSections()
  }

  /** Every version of a symbol that the library takes from another, such as `GLIBC_2.28`, with that library's file name. */
  neededVersions(): { readonly library: string; readonly version: string }[] {
    return this.sections.filter(({ type }) => type === versionNeeds).flatMap((section) => this.versionsIn(section))
  }

  private readSections(): Section[] {
    const [start, count, namesAt] = [this.u64(40), this.u16(60), this.u16(62)]
    const raw = Array.from({ length: count }, (_, i) => {
      const at = start + i * sectionHeaderBytes
      return { nameAt: this.u32(at), type: this.u32(at + 4), offset: this.u64(at + 24), size: this.u64(at + 32), link: this.u32(at + 40) }
    })
    const names = raw[namesAt]?.offset ?? 0
    return raw.map(({ nameAt, ...section }) => ({ name: this.text(names + nameAt), ...section }))
  }

  /** A chain of libraries (Verneed), each with a chain of versions (Vernaux). */
  private versionsIn({ offset, link }: Section): { library: string; version: string }[] {
    const strings = this.sections[link]?.offset ?? 0
    const found: { library: string; version: string }[] = []
    for (let need = offset, more = -1; more !== 0; need += more) {
      const library = this.text(strings + this.u32(need + 4))
      for (let entry = need + this.u32(need + 8), next = -1; next !== 0; entry += next) {
        found.push({ library, version: this.text(strings + this.u32(entry + 8)) })
        next = this.u32(entry + 12)
      }
      more = this.u32(need + 12)
    }
    return found
  }

  private text(at: number): string {
    let text = ''
    for (let i = at; this.view.getUint8(i) !== 0; i++) text += String.fromCharCode(this.view.getUint8(i))
    return text
  }

  private u16(at: number): number {
    return this.view.getUint16(at, true)
  }

  private u32(at: number): number {
    return this.view.getUint32(at, true)
  }

  private u64(at: number): number {
    return Number(this.view.getBigUint64(at, true))
  }
}
