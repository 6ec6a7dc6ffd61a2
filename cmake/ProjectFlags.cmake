# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries every flag; nothing is set globally but what CMake itself insists on.
include(GNUInstallDirs)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(project_flags INTERFACE)
target_include_directories(project_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(project_flags INTERFACE
    -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Woverloaded-virtual
    -Wnull-dereference -Wformat=2 -fvisibility-inlines-hidden
    -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports false positives of these inside libstdc++ once it inlines at -O2 (GCC bugs 105329, 105651, 107852).
    target_compile_options(project_flags INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds
                           -Wno-null-dereference -Wno-maybe-uninitialized -Wno-stringop-overread)
endif()
# Precompiled headers stay correct under ccache only with this (see ccache's manual, "precompiled headers").
target_compile_options(project_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)

# Qt 6.4's moc stumbles over libstdc++'s "namespace std _GLIBCXX_VISIBILITY(default)" when a header reaches <compare>
# or <concepts>; without the macro's body it skips that namespace, which holds nothing for it.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_VISIBILITY=)

# Invariants stay checked in release builds: assert() is kept, only the optimiser changes.
string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")

set(EVENTSCOPE_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize= (address,undefined or thread)")
if(EVENTSCOPE_SANITIZE)
    # Less than half the time to compile than -O2 -g, and a report still names every function and line.
    set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1")
    add_compile_options(-fsanitize=${EVENTSCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${EVENTSCOPE_SANITIZE})
endif()
if(EVENTSCOPE_SANITIZE MATCHES "thread")
    add_library(tsan_clocklock STATIC ${CMAKE_CURRENT_LIST_DIR}/tsan_clocklock.cpp)
    target_link_libraries(project_flags INTERFACE tsan_clocklock)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
