use engine::Svd;

/// The engine's singular value decomposition: the rows of U, a row of singular values and the rows of V in one matrix. NaN
/// throughout where there is none, for a matrix that holds NaN or infinity: training goes on to where divergence is looked for.
pub const STACKED_SVD: Svd = Svd { f32: svd_f32, f64: svd_f64 };

fn svd_f32(rows: usize, columns: usize, matrix: &[f32], out: &mut [f32]) {
    let mut wide: Vec<f64> = Vec::new();
    if wide.try_reserve_exact(matrix.len()).is_err() {
        // Caught where tasks are run: the session is broken, the process is not.
        panic!("there is no memory for a singular value decomposition of {rows} × {columns} numbers");
    }
    wide.extend(matrix.iter().map(|&x| f64::from(x)));
    stack(rows, columns, &wide, out, |x| x as f32, f32::NAN);
}

fn svd_f64(rows: usize, columns: usize, matrix: &[f64], out: &mut [f64]) {
    stack(rows, columns, matrix, out, |x| x, f64::NAN);
}

fn stack<T: Copy>(rows: usize, columns: usize, matrix: &[f64], out: &mut [T], narrow: fn(f64) -> T, nan: T) {
    match linalg::svd(rows, columns, matrix) {
        Ok(linalg::Svd { u, s, v }) => {
            for (to, from) in out.iter_mut().zip(u.into_iter().chain(s).chain(v)) {
                *to = narrow(from);
            }
        }
        Err(_) => out.fill(nan),
    }
}
