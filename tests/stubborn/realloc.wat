;; The body of the allocator: it gives what lies behind everything that it gave before, and takes nothing back.
(local $given i32)
(local.set $given (i32.and (i32.add (global.get $end) (i32.const 7)) (i32.const -8)))
(global.set $end (i32.add (local.get $given) (local.get 3)))
(if (i32.gt_u (global.get $end) (i32.mul (memory.size) (i32.const 65536)))
  (then
    (drop
      (memory.grow
        (i32.add
          (i32.shr_u (i32.sub (global.get $end) (i32.mul (memory.size) (i32.const 65536))) (i32.const 16))
          (i32.const 1))))))
(local.get $given)
