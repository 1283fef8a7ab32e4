//! Sessions as the addon uses them: threads, cancellation, divergence, bad input, memory.

use engine::{Advance, Bytes, Constant, DType, End, EngineError, Job, Level, Session, Svd, Tensor, bytes_needed};
use std::sync::atomic::{AtomicBool, Ordering};

const NO_SVD: Svd = Svd { f32: |_, _, _, out| out.fill(f32::NAN), f64: |_, _, _, out| out.fill(f64::NAN) };

fn tensor(name: &str, numbers: &[f32]) -> Tensor {
    Tensor { name: name.to_owned(), dtype: DType::F32, bytes: bytes(numbers) }
}

fn bytes(numbers: &[f32]) -> Bytes {
    Bytes::copy(&numbers.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<_>>()).unwrap()
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
    Session::new(Job {
        step,
        evaluate,
        step_constants: Vec::new(),
        evaluate_constants: Vec::new(),
        data: Vec::new(),
        state: vec![tensor("w", w)],
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
fn what_decays_ends_at_zero_and_not_among_the_subnormal_numbers() {
    for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
        let length = 200_000;
        let mut session = open(&scaling(length, "0.9"), &summing(length), &vec![1e-36; length], 2, Some(level)).unwrap();
        session.advance(400, &AtomicBool::new(false)).unwrap();
        assert!(numbers(session.read("w").unwrap().1).iter().all(|&w| w == 0.0));
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
    let job = Job {
        step: &layer(rows, m, n),
        evaluate: NOTHING,
        step_constants: vec![Constant { buffer: 0, bytes: bytes(&spread(rows * m, 0.0)) }],
        evaluate_constants: Vec::new(),
        data: Vec::new(),
        state: vec![tensor("w", &spread(m * n, 1.0)), tensor("b", &spread(n, 2.0))],
        steps_done: 0,
        threads,
        level: Some(level),
        svd: NO_SVD,
    };
    let mut session = Session::new(job).unwrap();
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

/// out = a · b, all of it state.
fn multiplying(m: usize, n: usize, k: usize, epilogue: &str) -> String {
    let input = |length: usize| format!(r#"{{ "dtype": "f32", "length": {length}, "home": {{ "kind": "input" }} }}"#);
    let named = r#"[{ "name": "a", "buffer": 0 }, { "name": "b", "buffer": 1 }, { "name": "out", "buffer": 2 }]"#;
    format!(
        r#"{{ "buffers": [{}, {}, {}], "kernels": [{{ "kind": "product", "dtype": "f32", "batch": 1, "m": {m}, "n": {n}, "k": {k}, "once": false, "out": 2,
            "left": {{ "buffer": 0, "offset": 0, "batchStride": 0, "rowStride": {k}, "columnStride": 1 }},
            "right": {{ "buffer": 1, "offset": 0, "batchStride": 0, "rowStride": {n}, "columnStride": 1 }}, "epilogue": {epilogue} }}],
        "phases": [[0]], "inputs": {named}, "outputs": {named} }}"#,
        input(m * k),
        input(k * n),
        input(m * n)
    )
}

fn multiplied(step: &str, a: &[f32], b: &[f32], out: usize) -> Result<Vec<f32>, EngineError> {
    let mut session = Session::new(Job {
        step,
        evaluate: NOTHING,
        step_constants: Vec::new(),
        evaluate_constants: Vec::new(),
        data: Vec::new(),
        state: vec![tensor("a", a), tensor("b", b), tensor("out", &vec![0.0; out])],
        steps_done: 0,
        threads: 1,
        level: None,
        svd: NO_SVD,
    })?;
    session.advance(1, &AtomicBool::new(false))?;
    Ok(numbers(session.read("out")?.1))
}

#[test]
fn a_sum_of_negative_zeros_is_zero_as_one_that_begins_at_zero() {
    for (m, n, k) in [(1, 1, 1), (1, 1, 3), (90, 70, 1), (90, 70, 2), (90, 70, 3), (90, 70, 600), (1, 5000, 7), (5000, 1, 7), (1, 5000, 1)]
    {
        let out = multiplied(&multiplying(m, n, k, "null"), &vec![-0.0; m * k], &vec![1.0; k * n], m * n).unwrap();
        assert!(out.iter().all(|x| x.to_bits() == 0), "{m} {n} {k}");
    }
}

#[test]
fn long_sums_of_products_are_those_of_f64_nearly() {
    for (m, n, k) in [(70, 90, 513), (3, 70, 1500), (65, 2, 1025)] {
        let (a, b) = (spread(m * k, 0.0), spread(k * n, 1.0));
        let out = multiplied(&multiplying(m, n, k, "null"), &a, &b, m * n).unwrap();
        for (at, &x) in out.iter().enumerate() {
            let want: f64 = (0..k).map(|l| f64::from(a[at / n * k + l]) * f64::from(b[l * n + at % n])).sum();
            assert!((f64::from(x) - want).abs() < 1e-4, "{m} {n} {k}: {x} is not {want}");
        }
    }
}

#[test]
fn an_epilogue_that_meets_other_rows_of_its_product_or_a_factor_is_refused() {
    let epilogue = |input: &str, output: &str| {
        format!(
            r#"{{ "rows": 40, "columns": 40, "inputs": [{{ "kind": "product", "dtype": "f32" }}, {input}],
            "body": [{{ "kind": "elementwise", "op": "add", "operands": [0, 1], "dtype": "f32" }}], "outputs": [{output}] }}"#
        )
    };
    let run = |input: &str, output: &str| multiplied(&multiplying(40, 40, 40, &epilogue(input, output)), &[1.0; 1600], &[1.0; 1600], 1600);
    let own = r#"{ "kind": "element", "buffer": 2, "offset": 0, "dtype": "f32" }"#;
    let out = r#"{ "kind": "element", "register": 2, "buffer": 2, "offset": 0 }"#;
    assert_eq!(run(own, out).unwrap(), vec![80.0; 1600]);
    let axes = r#""rowAxes": [{ "length": 40, "stride": 1 }], "columnAxes": [{ "length": 40, "stride": 40 }]"#;
    let refused = [
        ("its product turned", format!(r#"{{ "kind": "strided", "buffer": 2, "offset": 0, "dtype": "f32", {axes} }}"#), out.to_owned()),
        ("a column of its product", r#"{ "kind": "column", "buffer": 2, "offset": 0, "dtype": "f32" }"#.to_owned(), out.to_owned()),
        (
            "its product, written turned",
            own.to_owned(),
            format!(r#"{{ "kind": "strided", "register": 2, "buffer": 2, "offset": 0, {axes} }}"#),
        ),
        ("a factor, written", own.to_owned(), out.replace(r#""buffer": 2"#, r#""buffer": 1"#)),
    ];
    for (what, input, output) in refused {
        assert!(matches!(run(&input, &output), Err(EngineError::Malformed(_))), "{what}");
    }
}

#[test]
fn outputs_that_meet_at_an_element_are_refused() {
    let two = |first: usize, second: usize| {
        let part = |offset: usize| {
            format!(
                r#"{{ "rows": 1, "columns": 2, "inputs": [], "body": [{{ "kind": "number", "value": 1, "dtype": "f32" }}],
                "outputs": [{{ "kind": "element", "register": 0, "buffer": 0, "offset": {offset} }}] }}"#
            )
        };
        format!(
            r#"{{ "buffers": [{{ "dtype": "f32", "length": 4, "home": {{ "kind": "input" }} }}],
            "kernels": [{{ "kind": "loops", "once": false, "loops": [{}, {}] }}],
            "phases": [[0]], "inputs": [{{ "name": "w", "buffer": 0 }}], "outputs": [{{ "name": "w", "buffer": 0 }}] }}"#,
            part(first),
            part(second)
        )
    };
    assert!(open(&two(0, 2), &summing(4), &[1.0; 4], 1, None).is_ok());
    assert!(matches!(open(&two(0, 1), &summing(4), &[1.0; 4], 1, None), Err(EngineError::Malformed(_))));
    let standing = scaling(3, "2").replace(
        r#"{ "kind": "element", "register": 2, "buffer": 0, "offset": 0 }"#,
        r#"{ "kind": "strided", "register": 2, "buffer": 0, "offset": 0, "rowAxes": [], "columnAxes": [{ "length": 3, "stride": 0 }] }"#,
    );
    assert!(matches!(open(&standing, &summing(3), &[1.0; 3], 1, None), Err(EngineError::Malformed(_))));
}

#[test]
fn scalars_that_are_shared_many_times_over_are_compiled_at_once() {
    let double = |i: usize| format!(r#"{{ "kind": "elementwise", "op": "add", "operands": [{i}, {i}], "dtype": "f32" }}"#);
    let body: Vec<String> = (0..60).map(double).collect();
    let step = scaling(3, "2");
    let evaluate = summing(3)
        .replacen(r#""body": []"#, &format!(r#""body": [{}]"#, body.join(", ")), 1)
        .replacen(r#""kind": "element", "buffer": 0"#, r#""kind": "scalar", "buffer": 0"#, 1)
        .replacen(r#""op": "sum", "register": 0"#, r#""op": "sum", "register": 60"#, 1);
    let mut session = open(&step, &evaluate, &[1.0; 3], 1, None).unwrap();
    assert_eq!(session.evaluate().unwrap()[0].1, 2f64.powi(60));
}

#[test]
fn more_threads_than_a_crew_has_take_no_more_memory() {
    let mut session = open(&scaling(3, "2"), &summing(3), &[1.0; 3], usize::MAX >> 8, None).unwrap();
    assert_eq!(session.advance(1, &AtomicBool::new(false)).unwrap().steps, 1);
}

#[test]
fn the_memory_that_is_told_before_holds_scratch_and_totals() {
    let small = bytes_needed(&scaling(3, "2"), &summing(3)).unwrap();
    let buffers = 12 + 4 + 8;
    assert!(small > buffers, "{small}");
    let (one, two) = (layer(300, 118, 200), layer(300, 118, 400));
    let grown = bytes_needed(&two, NOTHING).unwrap() - bytes_needed(&one, NOTHING).unwrap();
    let buffers = 4 * 200 * (118 + 1 + 300 + 1 + 118) as u64;
    assert!(grown >= buffers + 8 * 200, "{grown} {buffers}");
}
