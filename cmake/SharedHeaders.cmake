# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shared_headers(NAME ui_headers DEPENDS qt_flags HEADERS <QtWidgets/QtWidgets> <string>): compiles the headers once, for
# all targets that say target_precompile_headers(x REUSE_FROM ui_headers). They must see the same macros and flags: the
# compiler refuses the precompiled header where they do not.
function(shared_headers)
    cmake_parse_arguments(ARG "" "NAME" "DEPENDS;HEADERS" ${ARGN})
    set(source ${PROJECT_BINARY_DIR}/generated/${ARG_NAME}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "")
    add_library(${ARG_NAME} OBJECT ${source})
    target_link_libraries(${ARG_NAME} PRIVATE project_flags ${ARG_DEPENDS})
    target_precompile_headers(${ARG_NAME} PRIVATE ${ARG_HEADERS})
endfunction()
