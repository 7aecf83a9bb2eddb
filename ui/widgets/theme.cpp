#include "ui/widgets/text.h"
