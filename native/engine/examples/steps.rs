//! Times the steps of job files: `steps [--threads N] [--seconds S] [--level L] [--profile] FILE...`
//!
//! A job file is 8 bytes length (little-endian), as much JSON, then the bytes of its tensors. The JSON is
//! { step, evaluate: schedules as text, stepConstants, evaluateConstants: [{ buffer, offset, length }], data, state: [{ name, dtype, offset, length }] }.

use engine::{Bytes, Constant, DType, Job, Level, Session, Svd, Tensor};
use serde::Deserialize;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

#[derive(Deserialize)]
struct Stored {
    buffer: usize,
    offset: usize,
    length: usize,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    dtype: DType,
    offset: usize,
    length: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Header {
    step: String,
    evaluate: String,
    step_constants: Vec<Stored>,
    evaluate_constants: Vec<Stored>,
    data: Vec<Named>,
    state: Vec<Named>,
}

fn copied(bytes: &[u8]) -> Bytes {
    Bytes::copy(bytes).expect("memory")
}

fn constants(stored: &[Stored], bytes: &[u8]) -> Vec<Constant> {
    stored.iter().map(|s| Constant { buffer: s.buffer, bytes: copied(&bytes[s.offset..s.offset + s.length]) }).collect()
}

fn tensors(named: &[Named], bytes: &[u8]) -> Vec<Tensor> {
    named.iter().map(|t| Tensor { name: t.name.clone(), dtype: t.dtype, bytes: copied(&bytes[t.offset..t.offset + t.length]) }).collect()
}

fn main() {
    let (mut threads, mut seconds, mut level, mut profile, mut files) = (2, 1.0, None, false, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("a value");
        match argument.as_str() {
            "--threads" => threads = value().parse().expect("a number"),
            "--seconds" => seconds = value().parse().expect("a number"),
            "--level" => level = Level::from_name(&value()),
            "--profile" => profile = true,
            _ => files.push(argument),
        }
    }
    for file in files {
        let all = std::fs::read(&file).expect("a file");
        let length = u64::from_le_bytes(all[..8].try_into().expect("8 bytes")) as usize;
        let header: Header = serde_json::from_slice(&all[8..8 + length]).expect("a header");
        let bytes = &all[8 + length..];
        let job = Job {
            step: &header.step,
            evaluate: &header.evaluate,
            step_constants: constants(&header.step_constants, bytes),
            evaluate_constants: constants(&header.evaluate_constants, bytes),
            data: tensors(&header.data, bytes),
            state: tensors(&header.state, bytes),
            steps_done: 0,
            threads,
            level,
            svd: Svd { f32: |_, _, _, out| out.fill(f32::NAN), f64: |_, _, _, out| out.fill(f64::NAN) },
        };
        let mut session = Session::new(job).unwrap_or_else(|error| panic!("{file}: {error}"));
        let never = AtomicBool::new(false);
        println!("{file}: {:?} {:?}", session.advance(20, &never), session.evaluate());
        let mut rounds = Vec::new();
        let begin = Instant::now();
        while begin.elapsed().as_secs_f64() < seconds {
            let since = Instant::now();
            session.advance(10, &never).expect("steps");
            rounds.push(since.elapsed().as_secs_f64() * 100.0);
        }
        rounds.sort_by(f64::total_cmp);
        println!("  {threads} threads: {:.3} ms a step (best {:.3}, {} rounds)", rounds[rounds.len() / 2], rounds[0], rounds.len());
        if profile {
            for line in session.profile(400).expect("steps") {
                println!("  {line}");
            }
        }
    }
}
