#include "store/wire.h"

#include <stdlib.h>

unsigned wire_type(enum db_kind kind)
{
	static const unsigned types[] = {
		[DB_IS_NULL] = 0,
		[DB_IS_INT] = WIRE_INT8,
		[DB_IS_TEXT] = WIRE_TEXT,
		[DB_IS_BLOB] = WIRE_BYTEA,
	};

	return types[kind];
}

void wire_bind(struct wire *wire, size_t i, const struct db_value *value)
{
	wire->formats[i] = 1;
	wire->lengths[i] = 0;
	wire->values[i] = NULL;
	switch (value->kind) {
	case DB_IS_NULL:
		break;
	case DB_IS_INT:
		for (int byte = 0; byte < 8; byte++)
			wire->numbers[i][byte] =
				(char)((uint64_t)value->number >>
			               (56 - 8 * byte));
		wire->values[i] = wire->numbers[i];
		wire->lengths[i] = 8;
		break;
	case DB_IS_TEXT:
	case DB_IS_BLOB:
		wire->values[i] = value->text.ptr ? value->text.ptr : "";
		wire->lengths[i] = (int)value->text.len;
		break;
	}
}

static int64_t read_number(struct str bytes)
{
	bool is_negative = bytes.len > 0 && (signed char)bytes.ptr[0] < 0;
	uint64_t number = is_negative ? UINT64_MAX : 0;

	for (size_t i = 0; i < bytes.len; i++)
		number = number << 8 | (unsigned char)bytes.ptr[i];
	return (int64_t)number;
}

struct db_value wire_value(unsigned type, struct str bytes)
{
	switch (type) {
	case WIRE_BOOL:
	case WIRE_INT2:
	case WIRE_INT4:
	case WIRE_INT8:
		return DB_INT(read_number(bytes));
	case WIRE_BYTEA:
		return DB_BLOB(bytes);
	case WIRE_TEXT:
	case WIRE_VARCHAR:
		return DB_TEXT(bytes);
	default:
		abort();
	}
}
