#pragma once

#include <cstdint>
#include <string_view>

namespace gatehouse::vtl {

/// The Java methods that templates may call, on whatever class (mapping-templates.md 1.21). One list makes the
/// enumeration and the look-up, so they cannot differ.
#define GATEHOUSE_VTL_METHODS(X)                                                                                       \
    X(add)                                                                                                             \
    X(addAll)                                                                                                          \
    X(booleanValue) X(charAt) X(clear) X(codePointAt) X(compareTo) X(compareToIgnoreCase) X(concat) X(contains)        \
        X(containsAll) X(containsKey) X(containsValue) X(contentEquals) X(doubleValue) X(endsWith) X(entrySet)         \
            X(equals) X(equalsIgnoreCase) X(floatValue) X(format) X(get) X(getBytes) X(getCount) X(getIndex) X(getKey) \
                X(getOrDefault) X(getParent) X(getTopmost) X(getValue) X(hasNext) X(hashCode) X(indexOf) X(intValue)   \
                    X(isBlank) X(isEmpty) X(isFirst) X(isInfinite) X(isLast) X(isNaN) X(iterator) X(join) X(keySet)    \
                        X(lastIndexOf) X(length) X(longValue) X(matches) X(next) X(parseBoolean) X(parseDouble)        \
                            X(parseInt) X(parseLong) X(put) X(putAll) X(putIfAbsent) X(remove) X(removeAll) X(repeat)  \
                                X(replace) X(replaceAll) X(replaceFirst) X(retainAll) X(set) X(setValue) X(size)       \
                                    X(split) X(startsWith) X(strip) X(subList) X(substring) X(toArray) X(toCharArray)  \
                                        X(toLowerCase) X(toString) X(toUpperCase) X(trim) X(valueOf) X(values)

enum class MethodName : std::uint8_t {
    Other, ///< none of these: only host objects may know it
#define GATEHOUSE_VTL_METHOD(name) name,
    GATEHOUSE_VTL_METHODS(GATEHOUSE_VTL_METHOD)
#undef GATEHOUSE_VTL_METHOD
};

[[nodiscard]] MethodName methodOf(std::string_view name);

} // namespace gatehouse::vtl
