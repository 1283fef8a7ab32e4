use engine::Svd;

/// The engine's singular value decomposition: the rows of U, a row of singular values and the rows of V in one matrix. NaN
/// throughout where there is none, for a matrix that holds NaN or infinity: training goes on to where divergence is looked for.
pub const STACKED_SVD: Svd = Svd { f32: svd_f32, f64: svd_f64 };

fn svd_f32(rows: usize, columns: usize, matrix: &[f32], out: &mut [f32]) {
    let wide: Vec<f64> = matrix.iter().map(|&x| f64::from(x)).collect();
    let mut stacked = vec![0.0; out.len()];
    svd_f64(rows, columns, &wide, &mut stacked);
    for (to, from) in out.iter_mut().zip(stacked) {
        *to = from as f32;
    }
}

fn svd_f64(rows: usize, columns: usize, matrix: &[f64], out: &mut [f64]) {
    match linalg::svd(rows, columns, matrix) {
        Ok(linalg::Svd { u, s, v }) => {
            for (to, from) in out.iter_mut().zip(u.into_iter().chain(s).chain(v)) {
                *to = from;
            }
        }
        Err(_) => out.fill(f64::NAN),
    }
}
