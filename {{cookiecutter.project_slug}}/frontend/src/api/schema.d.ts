// Made by `npm run api:types` out of openapi.yaml. Do not edit.

export interface paths {
    "/api/appointments/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The clinic's appointments. */
        get: operations["appointments_list"];
        put?: never;
        /** @description The clinic's appointments. */
        post: operations["appointments_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/appointments/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The clinic's appointments. */
        get: operations["appointments_retrieve"];
        put?: never;
        post?: never;
        /** @description The clinic's appointments. */
        delete: operations["appointments_destroy"];
        options?: never;
        head?: never;
        /** @description The clinic's appointments. */
        patch: operations["appointments_partial_update"];
        trace?: never;
    };
    "/api/appointments/{id}/remind/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Queue the reminder now; it is sent if it is due and was not sent yet. */
        post: operations["appointments_remind_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doctors/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The clinic's doctors, for choosing one. */
        get: operations["doctors_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The clinic's patients. `search` looks into names, number and phone. */
        get: operations["patients_list"];
        put?: never;
        /** @description The clinic's patients. `search` looks into names, number and phone. */
        post: operations["patients_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patients/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The clinic's patients. `search` looks into names, number and phone. */
        get: operations["patients_retrieve"];
        put?: never;
        post?: never;
        /** @description The clinic's patients. `search` looks into names, number and phone. */
        delete: operations["patients_destroy"];
        options?: never;
        head?: never;
        /** @description The clinic's patients. `search` looks into names, number and phone. */
        patch: operations["patients_partial_update"];
        trace?: never;
    };
    "/api/sentry-check/celery/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Queue the task; its event will have the id that is answered here. */
        post: operations["sentry_check_celery_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sentry-check/drf/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Raise a 5xx APIException. */
        post: operations["sentry_check_drf_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return who is signed in. */
        get: operations["session_retrieve"];
        put?: never;
        /** @description Sign in. A wrong name, a wrong password and an account of no clinic answer alike. */
        post: operations["session_create"];
        /** @description Sign out; the session ends on the server. */
        delete: operations["session_destroy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An appointment; the doctor is written as `doctor_id`. */
        Appointment: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            patient: string;
            /** Format: date-time */
            starts_at: string;
            duration_minutes?: number;
            status?: components["schemas"]["AppointmentStatus"];
            reason?: string;
            readonly doctor: components["schemas"]["Doctor"];
        };
        /** @description An appointment; the doctor is written as `doctor_id`. */
        AppointmentRequest: {
            /** Format: uuid */
            patient: string;
            /** Format: date-time */
            starts_at: string;
            duration_minutes?: number;
            status?: components["schemas"]["AppointmentStatus"];
            reason?: string;
            /** Format: uuid */
            doctor_id: string;
        };
        /**
         * @description * `scheduled` - Scheduled
         *     * `completed` - Completed
         *     * `cancelled` - Cancelled
         *     * `no_show` - No show
         * @enum {string}
         */
        AppointmentStatus: "scheduled" | "completed" | "cancelled" | "no_show";
        /** @description A clinic by name. */
        Clinic: {
            /** Format: uuid */
            readonly id: string;
            name: string;
        };
        /** @description An answer that is one sentence. */
        Detail: {
            readonly detail: string;
        };
        /** @description A member of staff as others see them. */
        Doctor: {
            /** Format: uuid */
            readonly id: string;
            readonly display_name: string;
        };
        /** @description The event to look for. */
        EventId: {
            readonly event_id: string;
        };
        /** @description Text that goes into the error, to see that it does not arrive at Sentry. */
        NoteRequest: {
            /** @default  */
            note: string;
        };
        PaginatedAppointmentList: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next?: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous?: string | null;
            results: components["schemas"]["Appointment"][];
        };
        PaginatedPatientSummaryList: {
            /** @example 123 */
            count: number;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=4
             */
            next?: string | null;
            /**
             * Format: uri
             * @example http://api.example.org/accounts/?page=2
             */
            previous?: string | null;
            results: components["schemas"]["PatientSummary"][];
        };
        /** @description An appointment; the doctor is written as `doctor_id`. */
        PatchedAppointmentRequest: {
            /** Format: uuid */
            patient?: string;
            /** Format: date-time */
            starts_at?: string;
            duration_minutes?: number;
            status?: components["schemas"]["AppointmentStatus"];
            reason?: string;
            /** Format: uuid */
            doctor_id?: string;
        };
        /** @description A whole patient. `ssn` and `notes` are there for doctors and nurses only. */
        PatchedPatientRequest: {
            /** Medical record number */
            mrn?: string;
            first_name?: string;
            last_name?: string;
            /** Format: date */
            date_of_birth?: string;
            phone?: string;
            status?: components["schemas"]["PatientStatus"];
            /** Format: uuid */
            assigned_doctor_id?: string | null;
            email?: string;
            /** Social Security number */
            ssn?: string;
            notes?: string;
        };
        /** @description A whole patient. `ssn` and `notes` are there for doctors and nurses only. */
        Patient: {
            /** Format: uuid */
            readonly id: string;
            /** Medical record number */
            mrn: string;
            first_name: string;
            last_name: string;
            /** Format: date */
            date_of_birth: string;
            phone?: string;
            status?: components["schemas"]["PatientStatus"];
            readonly assigned_doctor: components["schemas"]["Doctor"] | null;
            email?: string;
            /** Social Security number */
            ssn?: string;
            notes?: string;
            /** Format: uuid */
            readonly clinic: string;
            /** Format: date-time */
            readonly created_at: string;
        };
        /** @description A whole patient. `ssn` and `notes` are there for doctors and nurses only. */
        PatientRequest: {
            /** Medical record number */
            mrn: string;
            first_name: string;
            last_name: string;
            /** Format: date */
            date_of_birth: string;
            phone?: string;
            status?: components["schemas"]["PatientStatus"];
            /** Format: uuid */
            assigned_doctor_id?: string | null;
            email?: string;
            /** Social Security number */
            ssn?: string;
            notes?: string;
        };
        /**
         * @description * `active` - Active
         *     * `inactive` - Inactive
         *     * `deceased` - Deceased
         * @enum {string}
         */
        PatientStatus: "active" | "inactive" | "deceased";
        /** @description A row of the patients list. */
        PatientSummary: {
            /** Format: uuid */
            readonly id: string;
            /** Medical record number */
            mrn: string;
            first_name: string;
            last_name: string;
            /** Format: date */
            date_of_birth: string;
            phone?: string;
            status?: components["schemas"]["PatientStatus"];
            readonly assigned_doctor: components["schemas"]["Doctor"] | null;
        };
        /**
         * @description * `doctor` - Doctor
         *     * `nurse` - Nurse
         *     * `reception` - Reception
         *     * `manager` - Manager
         * @enum {string}
         */
        Role: "doctor" | "nurse" | "reception" | "manager";
        /** @description What every 5xx answers. */
        ServerError: {
            readonly detail: string;
            readonly reference: string;
        };
        /** @description Who is signed in. */
        Session: {
            /** Format: uuid */
            readonly id: string;
            readonly username: string;
            readonly display_name: string;
            readonly role: components["schemas"]["Role"];
            readonly clinic: components["schemas"]["Clinic"];
        };
        /** @description What one signs in with. */
        SignInRequest: {
            username: string;
            password: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    appointments_list: {
        parameters: {
            query?: {
                doctor?: string;
                /** @description A page number within the paginated result set. */
                page?: number;
                patient?: string;
                /** @description A search term. */
                search?: string;
                starts_after?: string;
                starts_before?: string;
                /**
                 * @description * `scheduled` - Scheduled
                 *     * `completed` - Completed
                 *     * `cancelled` - Cancelled
                 *     * `no_show` - No show
                 */
                status?: "cancelled" | "completed" | "no_show" | "scheduled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedAppointmentList"];
                };
            };
        };
    };
    appointments_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    appointments_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this appointment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    appointments_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this appointment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    appointments_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this appointment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedAppointmentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
        };
    };
    appointments_remind_create: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this appointment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
        };
    };
    doctors_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Doctor"][];
                };
            };
        };
    };
    patients_list: {
        parameters: {
            query?: {
                assigned_doctor?: string;
                /** @description A page number within the paginated result set. */
                page?: number;
                /** @description A search term. */
                search?: string;
                /**
                 * @description * `active` - Active
                 *     * `inactive` - Inactive
                 *     * `deceased` - Deceased
                 */
                status?: "active" | "deceased" | "inactive";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedPatientSummaryList"];
                };
            };
        };
    };
    patients_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatientRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
        };
    };
    patients_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this patient. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
        };
    };
    patients_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this patient. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patients_partial_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A UUID string identifying this patient. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedPatientRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
        };
    };
    sentry_check_celery_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventId"];
                };
            };
        };
    };
    sentry_check_drf_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NoteRequest"];
            };
        };
        responses: {
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerError"];
                };
            };
        };
    };
    session_retrieve: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
        };
    };
    session_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
        };
    };
    session_destroy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
        };
    };
}
