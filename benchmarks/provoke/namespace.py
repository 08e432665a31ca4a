"""What the statements of django.txt name. Runs in a baked service's environment, with its settings."""
# ruff: noqa: F401

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import psycopg
import redis
from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from celery import Celery, chain, chord, group
from celery.exceptions import (
    Ignore,
    MaxRetriesExceededError,
    NotRegistered,
    Reject,
    SoftTimeLimitExceeded,
    TaskRevokedError,
)
from celery.schedules import crontab, solar
from celery.utils.time import maybe_make_aware
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import authenticate, login
from django.contrib.auth import get_user_model as _get_user_model
from django.contrib.auth.hashers import check_password, get_hasher, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.contenttypes.models import ContentType
from django.core import serializers as serializers_core
from django.core import signing
from django.core.cache import cache, caches
from django.core.exceptions import DisallowedHost, ImproperlyConfigured
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, send_mail
from django.core.management import call_command
from django.core.paginator import Paginator
from django.core.signing import Signer
from django.core.validators import (
    DecimalValidator,
    FileExtensionValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
    RegexValidator,
    StepValueValidator,
    URLValidator,
    validate_comma_separated_integer_list,
    validate_email,
    validate_ipv4_address,
    validate_ipv6_address,
    validate_slug,
    validate_unicode_slug,
)
from django.db import connection, connections, models, transaction
from django.db.models import Case, Count, F, Q, Subquery, Sum, Value, When
from django.dispatch import Signal
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.urls import include, path, re_path, resolve, reverse
from django.utils import timezone, translation
from django.utils._os import safe_join
from django.utils.crypto import get_random_string
from django.utils.dateformat import format as date_format
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.module_loading import import_string
from django.views import View
from django.views.generic import DetailView, ListView, RedirectView, TemplateView
from kombu import Connection, Queue
from kombu.serialization import dumps as kombu_dumps
from kombu.serialization import loads as kombu_loads
from rest_framework.authentication import BasicAuthentication, TokenAuthentication
from rest_framework.exceptions import (
    AuthenticationFailed,
    MethodNotAllowed,
    NotAcceptable,
    NotAuthenticated,
    NotFound,
    ParseError,
    PermissionDenied,
    Throttled,
    UnsupportedMediaType,
)
from rest_framework.exceptions import ValidationError as DrfValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.reverse import reverse as drf_reverse
from rest_framework.routers import DefaultRouter
from rest_framework.serializers import ModelSerializer, Serializer
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle, ScopedRateThrottle
from rest_framework.viewsets import GenericViewSet, ViewSet

from config.celery import app
from patients.models import Clinic, Patient
from patients.serializers import PatientSerializer

User = _get_user_model()


@app.task(name="benchmark.task")
def task(first: str, second: str) -> str:
    """Take two arguments, as the statements do not."""
    return first + second
