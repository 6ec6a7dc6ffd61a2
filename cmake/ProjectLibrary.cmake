# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# eventscope_library(NAME es_core_json SOURCES a.h a.cpp DEPENDS es_core_base PRIVATE_DEPENDS simdjson)
# One target per folder. DEPENDS is what the folder's headers need, PRIVATE_DEPENDS what only its sources need.
# With EVENTSCOPE_SHARED_FOLDERS an include in the wrong direction does not link either.
function(eventscope_library)
    cmake_parse_arguments(ARG "QT" "NAME" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
    set(kind STATIC)
    if(EVENTSCOPE_SHARED_FOLDERS)
        set(kind SHARED)
    endif()
    add_library(${ARG_NAME} ${kind} ${ARG_SOURCES})
    target_link_libraries(${ARG_NAME} PUBLIC project_flags ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
    if(EVENTSCOPE_SHARED_FOLDERS AND NOT EVENTSCOPE_SANITIZE)
        target_link_options(${ARG_NAME} PRIVATE -Wl,--no-undefined)
    endif()
    if(ARG_QT)
        set_target_properties(${ARG_NAME} PROPERTIES AUTOMOC ON)
        target_link_libraries(${ARG_NAME} PUBLIC qt_flags)
        target_precompile_headers(${ARG_NAME} REUSE_FROM ui_headers)
    endif()
endfunction()
