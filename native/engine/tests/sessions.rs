//! Sessions as the addon uses them: threads, cancellation, divergence, bad input, memory.

use engine::{Advance, Constant, DType, End, EngineError, Job, Level, Session, Svd, Tensor, bytes_needed};
use std::sync::atomic::{AtomicBool, Ordering};

const NO_SVD: Svd = Svd { f32: |_, _, _, out| out.fill(f32::NAN), f64: |_, _, _, out| out.fill(f64::NAN) };

fn bytes(numbers: &[f32]) -> Vec<u8> {
    numbers.iter().flat_map(|x| x.to_le_bytes()).collect()
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|x| f32::from_le_bytes(*x)).collect()
}

/// w ← w · factor, one loop.
fn scaling(length: usize, factor: &str) -> String {
    format!(
        r#"{{ "buffers": [{{ "dtype": "f32", "length": {length}, "home": {{ "kind": "input" }} }}],
        "kernels": [{{ "kind": "loops", "once": false, "loops": [{{ "rows": 1, "columns": {length},
            "inputs": [{{ "kind": "element", "buffer": 0, "offset": 0, "dtype": "f32" }}],
            "body": [{{ "kind": "number", "value": {factor}, "dtype": "f32" }}, {{ "kind": "elementwise", "op": "mul", "operands": [0, 1], "dtype": "f32" }}],
            "outputs": [{{ "kind": "element", "register": 2, "buffer": 0, "offset": 0 }}] }}] }}],
        "phases": [[0]], "inputs": [{{ "name": "w", "buffer": 0 }}], "outputs": [{{ "name": "w", "buffer": 0 }}] }}"#
    )
}

/// The sum of w, and the number of the step.
fn summing(length: usize) -> String {
    format!(
        r#"{{ "buffers": [{{ "dtype": "f32", "length": {length}, "home": {{ "kind": "input" }} }},
            {{ "dtype": "f32", "length": 1, "home": {{ "kind": "temporary", "place": 0 }} }}, {{ "dtype": "f64", "length": 1, "home": {{ "kind": "temporary", "place": null }} }}],
        "kernels": [{{ "kind": "loops", "once": false, "loops": [{{ "rows": 1, "columns": {length},
            "inputs": [{{ "kind": "element", "buffer": 0, "offset": 0, "dtype": "f32" }}], "body": [],
            "outputs": [{{ "kind": "totalReduce", "op": "sum", "register": 0, "buffer": 1, "offset": 0 }}] }},
          {{ "rows": 1, "columns": 1, "inputs": [{{ "kind": "step", "dtype": "f64" }}], "body": [],
            "outputs": [{{ "kind": "element", "register": 0, "buffer": 2, "offset": 0 }}] }}] }}],
        "phases": [[0]], "inputs": [{{ "name": "w", "buffer": 0 }}], "outputs": [{{ "name": "sum", "buffer": 1 }}, {{ "name": "step", "buffer": 2 }}] }}"#
    )
}

fn open(step: &str, evaluate: &str, w: &[f32], threads: usize, level: Option<Level>) -> Result<Session, EngineError> {
    let w = bytes(w);
    let state = [Tensor { name: "w", dtype: DType::F32, bytes: &w }];
    Session::new(&Job {
        step,
        evaluate,
        step_constants: &[],
        evaluate_constants: &[],
        data: &[],
        state: &state,
        steps_done: 3,
        threads,
        level,
        svd: NO_SVD,
    })
}

#[test]
fn a_step_updates_the_state_and_an_evaluation_sees_it() {
    let mut session = open(&scaling(3, "2"), &summing(3), &[1.0, 2.0, 3.0], 2, None).unwrap();
    assert_eq!(session.evaluate().unwrap(), [("sum".to_owned(), 6.0), ("step".to_owned(), 3.0)]);
    assert_eq!(session.advance(2, &AtomicBool::new(false)).unwrap(), Advance { steps: 2, end: End::Done });
    assert_eq!(session.evaluate().unwrap(), [("sum".to_owned(), 24.0), ("step".to_owned(), 5.0)]);
    assert_eq!(numbers(session.read("w").unwrap().1), [4.0, 8.0, 12.0]);
    assert_eq!(session.steps_done(), 5);
}

#[test]
fn cancelling_stops_before_the_next_step() {
    let mut session = open(&scaling(3, "2"), &summing(3), &[1.0; 3], 1, None).unwrap();
    assert_eq!(session.advance(9, &AtomicBool::new(true)).unwrap(), Advance { steps: 0, end: End::Cancelled });
    let (cancel, begun) = (AtomicBool::new(false), AtomicBool::new(false));
    let mut long = open(&scaling(1 << 20, "1"), &summing(1 << 20), &[1.0; 1 << 20], 2, None).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !begun.load(Ordering::Acquire) {
                std::hint::spin_loop();
            }
            cancel.store(true, Ordering::Release);
        });
        begun.store(true, Ordering::Release);
        let advance = long.advance(u64::MAX, &cancel).unwrap();
        assert_eq!(advance.end, End::Cancelled);
        assert_eq!(advance.steps + 3, long.steps_done());
    });
}

#[test]
fn a_run_ends_as_diverged_with_the_step_that_made_an_infinity() {
    for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
        let mut w = vec![1.0; 100_000];
        w[99_999] = 1e38;
        let mut session = open(&scaling(w.len(), "1.5"), &summing(w.len()), &w, 2, Some(level)).unwrap();
        assert_eq!(session.advance(10, &AtomicBool::new(false)).unwrap(), Advance { steps: 4, end: End::Diverged });
        assert_eq!(session.steps_done(), 7);
    }
}

#[test]
fn numbers_that_json_lacks_are_written_as_words() {
    let mut session = open(&scaling(1, "\"-0\""), &summing(1), &[1.0], 1, None).unwrap();
    session.advance(1, &AtomicBool::new(false)).unwrap();
    assert!(numbers(session.read("w").unwrap().1)[0].is_sign_negative());
    let mut session = open(&scaling(1, "\"NaN\""), &summing(1), &[1.0], 1, None).unwrap();
    assert_eq!(session.advance(5, &AtomicBool::new(false)).unwrap(), Advance { steps: 1, end: End::Diverged });
}

#[test]
fn a_broken_schedule_is_refused_with_a_sentence() {
    let good = scaling(3, "2");
    let broken = [
        ("not JSON", "{".to_owned()),
        ("a buffer that is not there", good.replace(r#""register": 2, "buffer": 0"#, r#""register": 2, "buffer": 9"#)),
        (
            "an output outside its buffer",
            good.replace(r#""register": 2, "buffer": 0, "offset": 0"#, r#""register": 2, "buffer": 0, "offset": 1"#),
        ),
        ("a register that is not there", good.replace(r#""operands": [0, 1]"#, r#""operands": [0, 7]"#)),
        ("a wrong dtype", good.replace(r#""operands": [0, 1], "dtype": "f32""#, r#""operands": [0, 1], "dtype": "i32""#)),
        ("a kernel that never runs", good.replace(r#""phases": [[0]]"#, r#""phases": []"#)),
        ("a kernel that runs twice", good.replace(r#""phases": [[0]]"#, r#""phases": [[0], [0]]"#)),
        ("a kernel that is not there", good.replace(r#""phases": [[0]]"#, r#""phases": [[0, 1]]"#)),
        ("too many elements", good.replace(r#""rows": 1, "columns": 3"#, r#""rows": 4294967296, "columns": 4294967296"#)),
    ];
    for (what, step) in broken {
        match open(&step, &summing(3), &[1.0; 3], 1, None) {
            Err(EngineError::Malformed(_)) => {}
            other => panic!("{what} gave {:?}", other.map(|_| "a session")),
        }
    }
    assert!(matches!(open(&scaling(4, "2"), &summing(3), &[1.0; 3], 1, None), Err(EngineError::Tensor(_))));
    let state_written = summing(3).replace(r#""register": 0, "buffer": 1"#, r#""register": 0, "buffer": 0"#);
    assert!(matches!(open(&good, &state_written, &[1.0; 3], 1, None), Err(EngineError::Malformed(_))));
}

#[test]
fn memory_that_cannot_be_had_is_an_error_and_is_known_before() {
    let huge = summing(3).replace(
        r#""length": 1, "home": { "kind": "temporary", "place": 0 }"#,
        r#""length": 100000000000000, "home": { "kind": "temporary", "place": 0 }"#,
    );
    assert_eq!(bytes_needed(&scaling(3, "2"), &huge).unwrap(), 12 + 400_000_000_000_000 + 8);
    assert!(matches!(open(&scaling(3, "2"), &huge, &[1.0; 3], 1, None), Err(EngineError::Memory { .. })));
}

/// A layer: h = relu(x w + b), then w ← w − 0.001 xᵀ h, b ← b − 0.001 Σ h, with every kind of reduction.
fn layer(rows: usize, m: usize, n: usize) -> String {
    let f32s = |length: usize, home: &str| format!(r#"{{ "dtype": "f32", "length": {length}, "home": {{ {home} }} }}"#);
    let buffers = [
        f32s(rows * m, r#""kind": "constant""#),
        f32s(m * n, r#""kind": "input""#),
        f32s(n, r#""kind": "input""#),
        f32s(rows * n, r#""kind": "temporary", "place": 0"#),
        f32s(n, r#""kind": "temporary", "place": 1"#),
        f32s(m * n, r#""kind": "temporary", "place": 2"#),
        f32s(rows, r#""kind": "temporary", "place": 3"#),
    ];
    let update = |length: usize, state: usize, gradient: usize| {
        format!(
            r#"{{ "rows": 1, "columns": {length}, "inputs": [{{ "kind": "element", "buffer": {state}, "offset": 0, "dtype": "f32" }},
                {{ "kind": "element", "buffer": {gradient}, "offset": 0, "dtype": "f32" }}],
            "body": [{{ "kind": "number", "value": 0.001, "dtype": "f32" }}, {{ "kind": "elementwise", "op": "mul", "operands": [1, 2], "dtype": "f32" }},
                {{ "kind": "elementwise", "op": "sub", "operands": [0, 3], "dtype": "f32" }}],
            "outputs": [{{ "kind": "element", "register": 4, "buffer": {state}, "offset": 0 }}] }}"#
        )
    };
    format!(
        r#"{{ "buffers": [{}], "kernels": [
        {{ "kind": "product", "dtype": "f32", "batch": 1, "m": {rows}, "n": {n}, "k": {m}, "once": false, "out": 3,
            "left": {{ "buffer": 0, "offset": 0, "batchStride": 0, "rowStride": {m}, "columnStride": 1 }},
            "right": {{ "buffer": 1, "offset": 0, "batchStride": 0, "rowStride": {n}, "columnStride": 1 }},
            "epilogue": {{ "rows": {rows}, "columns": {n}, "inputs": [{{ "kind": "product", "dtype": "f32" }}, {{ "kind": "column", "buffer": 2, "offset": 0, "dtype": "f32" }}],
                "body": [{{ "kind": "elementwise", "op": "add", "operands": [0, 1], "dtype": "f32" }}, {{ "kind": "number", "value": 0, "dtype": "f32" }},
                    {{ "kind": "elementwise", "op": "less", "operands": [3, 2], "dtype": "bool" }},
                    {{ "kind": "elementwise", "op": "select", "operands": [4, 2, 3], "dtype": "f32" }},
                    {{ "kind": "rowReduce", "op": "sum", "operand": 5, "dtype": "f32" }}],
                "outputs": [{{ "kind": "element", "register": 5, "buffer": 3, "offset": 0 }}, {{ "kind": "columnReduce", "op": "sum", "register": 5, "buffer": 4, "offset": 0 }},
                    {{ "kind": "row", "register": 6, "buffer": 6, "offset": 0 }}] }} }},
        {{ "kind": "product", "dtype": "f32", "batch": 1, "m": {m}, "n": {n}, "k": {rows}, "once": false, "out": 5, "epilogue": null,
            "left": {{ "buffer": 0, "offset": 0, "batchStride": 0, "rowStride": 1, "columnStride": {m} }},
            "right": {{ "buffer": 3, "offset": 0, "batchStride": 0, "rowStride": {n}, "columnStride": 1 }} }},
        {{ "kind": "loops", "once": false, "loops": [{}, {}] }}],
        "phases": [[0], [1], [2]], "inputs": [{{ "name": "w", "buffer": 1 }}, {{ "name": "b", "buffer": 2 }}],
        "outputs": [{{ "name": "w", "buffer": 1 }}, {{ "name": "b", "buffer": 2 }}] }}"#,
        buffers.join(", "),
        update(m * n, 1, 5),
        update(n, 2, 4)
    )
}

const NOTHING: &str = r#"{ "buffers": [], "kernels": [], "phases": [], "inputs": [], "outputs": [] }"#;

fn spread(length: usize, phase: f64) -> Vec<f32> {
    (0..length).map(|i| (12.9898 * (i + 1) as f64 + phase).sin() as f32 * 0.3).collect()
}

fn trained(rows: usize, m: usize, n: usize, threads: usize, level: Level) -> (Vec<f32>, Vec<f32>) {
    let (x, w, b) = (bytes(&spread(rows * m, 0.0)), bytes(&spread(m * n, 1.0)), bytes(&spread(n, 2.0)));
    let state = [Tensor { name: "w", dtype: DType::F32, bytes: &w }, Tensor { name: "b", dtype: DType::F32, bytes: &b }];
    let job = Job {
        step: &layer(rows, m, n),
        evaluate: NOTHING,
        step_constants: &[Constant { buffer: 0, bytes: &x }],
        evaluate_constants: &[],
        data: &[],
        state: &state,
        steps_done: 0,
        threads,
        level: Some(level),
        svd: NO_SVD,
    };
    let mut session = Session::new(&job).unwrap();
    session.advance(5, &AtomicBool::new(false)).unwrap();
    (numbers(session.read("w").unwrap().1), numbers(session.read("b").unwrap().1))
}

/// The same in f64, one number after another.
fn plainly(rows: usize, m: usize, n: usize) -> (Vec<f64>, Vec<f64>) {
    let wide = |x: Vec<f32>| -> Vec<f64> { x.into_iter().map(f64::from).collect() };
    let (x, mut w, mut b) = (wide(spread(rows * m, 0.0)), wide(spread(m * n, 1.0)), wide(spread(n, 2.0)));
    for _ in 0..5 {
        let h = |i: usize, j: usize| ((0..m).map(|l| x[i * m + l] * w[l * n + j]).sum::<f64>() + b[j]).max(0.0);
        let h: Vec<f64> = (0..rows * n).map(|at| h(at / n, at % n)).collect();
        let gradient: Vec<f64> = (0..m * n).map(|at| (0..rows).map(|i| x[i * m + at / n] * h[i * n + at % n]).sum()).collect();
        w.iter_mut().zip(gradient).for_each(|(w, g)| *w -= 0.001 * g);
        (0..n).for_each(|j| b[j] -= 0.001 * (0..rows).map(|i| h[i * n + j]).sum::<f64>());
    }
    (w, b)
}

#[test]
fn a_layer_learns_the_same_bytes_on_any_number_of_threads_and_what_f64_says() {
    for (rows, m, n) in [(300, 118, 200), (7, 5, 3), (200, 33, 59), (1, 1, 1), (4, 70, 1100)] {
        let (w, b) = plainly(rows, m, n);
        for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
            let alone = trained(rows, m, n, 1, level);
            for threads in [2, 3, 5] {
                assert!(alone == trained(rows, m, n, threads, level), "{rows} {m} {n} with {threads} threads");
            }
            let near =
                |found: &[f32], want: &[f64]| found.iter().zip(want).all(|(&x, &y)| (f64::from(x) - y).abs() <= 2e-5 * (1.0 + y.abs()));
            assert!(near(&alone.0, &w) && near(&alone.1, &b), "{rows} {m} {n} on {}", level.name());
        }
    }
}
