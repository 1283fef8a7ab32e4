use super::emit::{Pointer, Source, Step};

/// Gives every tile a place in scratch memory, one place to tiles that never live at the same time.
///
/// An elementwise step may write where it reads (it reads a block before it writes one), so the place of an operand that ends
/// with it is free for its result.
pub fn place_tiles(steps: &[Step], sources: &mut [Source], tile: usize, scratch: &mut usize) {
    let mut last_use = vec![0; sources.len()];
    for (at, step) in steps.iter().enumerate() {
        for pointer in step.reads().into_iter().chain(step.writes()) {
            last_use[pointer] = at;
        }
    }
    // (size of an element, offset) of places, by pointer and free.
    let mut places: Vec<Option<(usize, usize)>> = vec![None; sources.len()];
    let mut free: Vec<(usize, usize)> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let is_map = matches!(step, Step::Map { .. });
        let mut ending: Vec<Pointer> = step.reads().into_iter().filter(|&pointer| last_use[pointer] == at).collect();
        ending.sort_unstable();
        ending.dedup();
        let release = |places: &mut Vec<Option<(usize, usize)>>, free: &mut Vec<(usize, usize)>, pointers: &[Pointer]| {
            free.extend(pointers.iter().filter_map(|&pointer| places[pointer].take()));
        };
        if is_map {
            release(&mut places, &mut free, &ending);
        }
        if let Some(to) = step.writes()
            && let Source::Tile { size } = sources[to]
        {
            let found = free.iter().position(|&(free_size, _)| free_size == size);
            let offset = match found {
                Some(i) => free.swap_remove(i).1,
                None => {
                    let offset = *scratch;
                    *scratch += (size * tile).next_multiple_of(64);
                    offset
                }
            };
            sources[to] = Source::Scratch(offset);
            if last_use[to] == at {
                free.push((size, offset));
            } else {
                places[to] = Some((size, offset));
            }
        }
        if !is_map {
            release(&mut places, &mut free, &ending);
        }
    }
}
