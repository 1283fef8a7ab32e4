use super::*;

/// A full matrix by a formula, so that the tests need no generator.
fn wave(rows: usize, columns: usize) -> Vec<f64> {
    (0..rows * columns).map(|i| (0.37 * ((i + 1) * (i + 1)) as f64).sin()).collect()
}

/// A matrix of rank two.
fn low(rows: usize, columns: usize) -> Vec<f64> {
    (0..rows * columns).map(|i| (12.9898 * (i as f64 + 1.0)).sin()).collect()
}

const SHAPES: [(usize, usize); 7] = [(1, 1), (7, 5), (5, 7), (40, 3), (33, 33), (113, 48), (3, 60)];

/// Largest element of |left right − wanted|, left [m, k], right [k, n].
fn distance(left: &[f64], right: &[f64], wanted: &[f64], (m, k, n): (usize, usize, usize)) -> f64 {
    let mut most: f64 = 0.0;
    for i in 0..m {
        for j in 0..n {
            let sum: f64 = (0..k).map(|l| left[i * k + l] * right[l * n + j]).sum();
            most = most.max((sum - wanted[i * n + j]).abs());
        }
    }
    most
}

fn transposed(a: &[f64], rows: usize, columns: usize) -> Vec<f64> {
    (0..rows * columns).map(|at| a[(at % rows) * columns + at / rows]).collect()
}

fn identity(n: usize) -> Vec<f64> {
    (0..n * n).map(|at| if at % (n + 1) == 0 { 1.0 } else { 0.0 }).collect()
}

#[test]
fn svd_gives_the_matrix_back_with_orthonormal_factors_in_descending_order() {
    for (m, n) in SHAPES {
        for a in [wave(m, n), low(m, n)] {
            let r = m.min(n);
            let Svd { u, s, v } = svd(m, n, &a).unwrap();
            let error = 4.0 * m.max(n) as f64 * f64::EPSILON;
            assert!(s.windows(2).all(|pair| pair[0] >= pair[1]) && s[r - 1] >= 0.0);
            let us: Vec<f64> = u.iter().enumerate().map(|(at, x)| x * s[at % r]).collect();
            assert!(distance(&us, &transposed(&v, n, r), &a, (m, r, n)) < error * s[0].max(1.0));
            assert!(distance(&transposed(&u, m, r), &u, &identity(r), (r, m, r)) < error);
            assert!(distance(&transposed(&v, n, r), &v, &identity(r), (r, n, r)) < error);
        }
    }
}

#[test]
fn the_lead_of_each_left_vector_is_positive() {
    let (m, n) = (9, 6);
    for sign in [1.0, -1.0] {
        let a: Vec<f64> = wave(m, n).iter().map(|x| sign * x).collect();
        let Svd { u, .. } = svd(m, n, &a).unwrap();
        for j in 0..n {
            let lead = (0..m).map(|i| u[i * n + j]).fold(0.0f64, |most, x| if x.abs() > most.abs() { x } else { most });
            assert!(lead > 0.0);
        }
    }
}

#[test]
fn a_matrix_of_lower_rank_or_of_zeros_has_a_decomposition() {
    let a: Vec<f64> = (0..12).map(|at| ((at / 3) + 1) as f64 * ((at % 3) + 1) as f64).collect();
    let Svd { s, .. } = svd(4, 3, &a).unwrap();
    assert!((s[0] - 420f64.sqrt()).abs() < 1e-12 && s[1] < 1e-13 && s[2] < 1e-13);
    assert_eq!(svd(3, 2, &[0.0; 6]).unwrap().s, [0.0, 0.0]);
    assert_eq!(svd(0, 2, &[]).unwrap(), Svd { u: vec![], s: vec![], v: vec![] });
}

#[test]
fn elements_at_the_ends_of_the_range_neither_overflow_nor_vanish() {
    for size in [1e300, 1e-300] {
        let a: Vec<f64> = wave(4, 3).iter().map(|x| x * size).collect();
        let s = svd(4, 3, &a).unwrap().s;
        let plain = svd(4, 3, &wave(4, 3)).unwrap().s;
        for (large, small) in s.iter().zip(plain) {
            assert!((large / size - small).abs() < 1e-13);
        }
    }
}

#[test]
fn qr_gives_the_matrix_back_with_a_diagonal_that_is_not_negative() {
    for (m, n) in SHAPES {
        for a in [wave(m, n), low(m, n)] {
            let k = m.min(n);
            let Qr { q, r } = qr(m, n, &a).unwrap();
            let largest = svd(m, n, &a).unwrap().s[0];
            assert!(distance(&q, &r, &a, (m, k, n)) <= 16.0 * m as f64 * f64::EPSILON * largest);
            assert!(distance(&transposed(&q, m, k), &q, &identity(k), (k, m, k)) < 4.0 * m as f64 * f64::EPSILON);
            for i in 0..k {
                assert!(r[i * n + i] >= 0.0 && r[i * n..i * n + i].iter().all(|&x| x == 0.0));
            }
        }
    }
}

#[test]
fn cholesky_gives_the_matrix_back_or_names_the_row() {
    let n = 6;
    let w = wave(n, n);
    let wt = transposed(&w, n, n);
    let a: Vec<f64> = (0..n * n).map(|at| (0..n).map(|l| w[at / n * n + l] * wt[l * n + at % n]).sum::<f64>() + identity(n)[at]).collect();
    let l = cholesky(n, &a).unwrap();
    assert!(distance(&l, &transposed(&l, n, n), &a, (n, n, n)) < 1e-14);
    assert_eq!(l[1], 0.0);
    assert_eq!(cholesky(2, &[1.0, 2.0, 2.0, 1.0]), Err(LinalgError::NotPositiveDefinite { row: 1 }));
}

#[test]
fn numbers_that_are_none_are_refused() {
    for bad in [f64::NAN, f64::INFINITY] {
        let a = [1.0, bad, 0.0, 1.0];
        assert_eq!(svd(2, 2, &a), Err(LinalgError::NotFinite));
        assert_eq!(eigh(2, &a), Err(LinalgError::NotFinite));
        assert_eq!(qr(2, 2, &a), Err(LinalgError::NotFinite));
        assert_eq!(cholesky(2, &a), Err(LinalgError::NotFinite));
    }
}

#[test]
fn elements_that_only_rounding_tells_apart_do_not_turn_a_vector_round() {
    for noise in [-1e-15, 0.0, 1e-15] {
        // Eigenvectors (1, 1) and (1, -1): both elements have one magnitude.
        let Eigh { vectors, .. } = eigh(2, &[2.0, 1.0, 1.0, 2.0 + noise]).unwrap();
        assert!(vectors[0] > 0.0 && vectors[1] > 0.0);
    }
}
