# Every flag of ours lives on this one INTERFACE target.
add_library(gatehouse-flags INTERFACE)
target_compile_features(gatehouse-flags INTERFACE cxx_std_23)
target_include_directories(gatehouse-flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(gatehouse-flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    -fno-omit-frame-pointer -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
option(GATEHOUSE_WERROR "Treat warnings as errors" ON)
if(GATEHOUSE_WERROR)
    target_compile_options(gatehouse-flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 14 reports these inside libstdc++ for ordinary std::string and std::variant code.
    target_compile_options(gatehouse-flags INTERFACE
        -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds -Wno-dangling-reference)
    if(GATEHOUSE_SANITIZE MATCHES thread)
        target_compile_options(gatehouse-flags INTERFACE -Wno-tsan) # Asio's fences; no lock-free code hangs on them here
    endif()
endif()
if(GATEHOUSE_SANITIZE)
    target_compile_options(gatehouse-flags INTERFACE -fsanitize=${GATEHOUSE_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(gatehouse-flags INTERFACE -fsanitize=${GATEHOUSE_SANITIZE})
endif()
if(GATEHOUSE_FUZZ)
    target_compile_options(gatehouse-flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
find_program(GATEHOUSE_MOLD mold)
if(GATEHOUSE_MOLD)
    target_link_options(gatehouse-flags INTERFACE -fuse-ld=mold)
endif()
