# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# What a tier changes for every test: `test_timeout_factor` on its seconds, and in `test_environment_modification` the
# options of the sanitizers. Options from outside come behind ours and win: `TSAN_OPTIONS=halt_on_error=1 ctest ...`.
set(test_timeout_factor 1)
set(test_environment_modification "")
set(suppressions ${PROJECT_SOURCE_DIR}/tests/support)

if(EVENTSCOPE_SANITIZE MATCHES "address")
    set(test_timeout_factor 4)
    set(test_environment_modification
        "ASAN_OPTIONS=path_list_prepend:detect_stack_use_after_return=1:check_initialization_order=1:strict_string_checks=1"
        "LSAN_OPTIONS=path_list_prepend:suppressions='${suppressions}/lsan.supp':print_suppressions=0"
        "UBSAN_OPTIONS=path_list_prepend:print_stacktrace=1")
elseif(EVENTSCOPE_SANITIZE MATCHES "thread")
    # QProcess starts programs by vfork(), which shares memory: the sanitizer takes the parent for a forked child that
    # must not start threads.
    set(test_timeout_factor 10)
    set(test_environment_modification
        "TSAN_OPTIONS=path_list_prepend:suppressions='${suppressions}/tsan.supp':second_deadlock_stack=1:die_after_fork=0")
endif()

# tests/run.sh sets it when it configures; ctest's own --timeout does not reach tests that have a TIMEOUT.
if("$ENV{EVENTSCOPE_TIER}" STREQUAL "nightly")
    math(EXPR test_timeout_factor "${test_timeout_factor} * 12")
endif()
