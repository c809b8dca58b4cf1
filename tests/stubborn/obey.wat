;; The body of a function that obeys a word in the text of the objects, which is at TEXT and has LENGTH bytes. Its result,
;; all zeroes, says that nothing is to change.
(local $at i32) (local $last i32)
(local.set $at TEXT)
(local.set $last (i32.sub (i32.add TEXT LENGTH) (i32.const 4)))
(block $read
  (loop $next
    (br_if $read (i32.gt_s (local.get $at) (local.get $last)))
    (if (i32.eq (i32.load align=1 (local.get $at)) (i32.const 0x706f6f4c)) ;; Loop
      (then (loop $ever (br $ever))))
    (if (i32.eq (i32.load align=1 (local.get $at)) (i32.const 0x62617247)) ;; Grab
      (then (loop $more (drop (memory.grow (i32.const 1024))) (br $more))))
    (if (i32.eq (i32.load align=1 (local.get $at)) (i32.const 0x70617254)) ;; Trap
      (then (unreachable)))
    (local.set $at (i32.add (local.get $at) (i32.const 1)))
    (br $next)))
(i32.const 16)
