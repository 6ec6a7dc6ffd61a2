# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# eventscope_translations(PROGRAM TS_FILES a.ts b.ts LIBRARIES es_ui_shell ...): one catalogue a language for the program and
# the libraries it stands on, in its resources under /i18n. The files must exist: Qt 6.4 would overwrite new ones.
function(eventscope_translations program)
    cmake_parse_arguments(ARG "" "" "TS_FILES;LIBRARIES" ${ARGN})
    set(sources)
    foreach(target IN LISTS program ARG_LIBRARIES)
        get_target_property(files ${target} SOURCES)
        get_target_property(folder ${target} SOURCE_DIR)
        foreach(file IN LISTS files)
            if(file MATCHES "\\.(cpp|h)$" AND NOT IS_ABSOLUTE "${file}")
                list(APPEND sources ${folder}/${file})
            endif()
        endforeach()
    endforeach()
    if(Qt6_VERSION VERSION_LESS 6.7)
        qt_add_translations(${program} TS_FILES ${ARG_TS_FILES} RESOURCE_PREFIX /i18n SOURCES ${sources}
            LUPDATE_OPTIONS -no-obsolete -locations none -pluralonly)
    else()
        qt_add_translations(TARGETS ${program} TS_FILES ${ARG_TS_FILES} RESOURCE_PREFIX /i18n SOURCES ${sources}
            LUPDATE_OPTIONS -no-obsolete -locations none -pluralonly)
    endif()
endfunction()
